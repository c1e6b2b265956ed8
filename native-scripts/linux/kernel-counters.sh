#!/bin/sh
# Prints one JSON line with the kernel's connection tracking numbers and its IPsec error counters, for example
# {"conntrack":{"count":12,"max":262144,"udpTimeoutSeconds":30,"udpStreamTimeoutSeconds":120},"xfrm":{"XfrmInNoStates":0}}
# What this kernel does not have is left out. Any user may run it.
set -eu

# number NAME FILE: prints "NAME":VALUE, or nothing where the file is missing or holds no number.
number() {
  value=$(cat "$2" 2>/dev/null) || return 0
  case $value in '' | *[!0-9]*) return 0 ;; esac
  printf '"%s":%s\n' "$1" "$value"
}

join() {
  tr '\n' ',' | sed 's/,$//'
}

netfilter=/proc/sys/net/netfilter
conntrack=$({
  number count "$netfilter/nf_conntrack_count"
  number max "$netfilter/nf_conntrack_max"
  number udpTimeoutSeconds "$netfilter/nf_conntrack_udp_timeout"
  number udpStreamTimeoutSeconds "$netfilter/nf_conntrack_udp_timeout_stream"
} | join)
xfrm=$(awk '/^Xfrm[A-Za-z0-9]+[ \t]+[0-9]+$/ { printf "\"%s\":%s\n", $1, $2 }' /proc/net/xfrm_stat 2>/dev/null | join) || xfrm=

printf '{"conntrack":{%s},"xfrm":{%s}}\n' "$conntrack" "$xfrm"
