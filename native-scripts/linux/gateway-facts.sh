#!/bin/sh
# Prints what a Linux VPN gateway knows of its tunnels, one JSON document a line, for example
#   {"kind":"sysctl","name":"net.netfilter.nf_conntrack_max","text":"262144"}
#   {"kind":"command","name":"swanctl-sas","exitCode":0,"text":"..."}
#   {"kind":"logs","name":"kernel","exitCode":0,"text":"..."}
# It only reads. As root it reads all of it; what this user may not read comes with the exit code of the program that
# said so (127: it is not installed). Values behind the words secret, password, psk and private key are taken out.
# For a gateway without Node: sh gateway-facts.sh > facts.ndjson, then elsewhere: tunnel-doctor gateway facts --from facts.ndjson
set -u
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/libexec:/usr/lib/ipsec
export LC_ALL PATH

# At most this many bytes of the end of each text.
max_bytes=1048576

# Text on stdin as the inside of a JSON string, without its secrets.
json_text() {
  tail -c "$max_bytes" | tr -d '\000-\010\013-\037\177' |
    sed -E \
      -e 's/(([Ss][Ee][Cc][Rr][Ee][Tt]|[Pp][Aa][Ss][Ss][Ww]([Oo][Rr])?[Dd]|[Pp][Ss][Kk]|[Pp][Rr][Ii][Vv][Aa][Tt][Ee][ _-]?[Kk][Ee][Yy])["'"'"']?[[:space:]]*[:=][[:space:]]*)("[^"]*"|[^[:space:],;}]+)/\1[removed]/g' \
      -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' |
    awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }'
}

# line KIND NAME EXITCODE: one document with the text on stdin.
line() {
  printf '{"kind":"%s","name":"%s","exitCode":%s,"text":"' "$1" "$2" "$3"
  json_text
  printf '"}\n'
}

# ask KIND NAME PROGRAM [ARGUMENT]...: what a program prints, with its exit code.
ask() {
  ask_kind=$1
  ask_name=$2
  shift 2
  if ! command -v "$1" >/dev/null 2>&1; then
    printf '%s is not installed' "$1" | line "$ask_kind" "$ask_name" 127
    return 0
  fi
  if command -v timeout >/dev/null 2>&1; then set -- timeout 10 "$@"; fi
  ask_code=0
  ask_text=$("$@" 2>&1 </dev/null) || ask_code=$?
  printf '%s' "$ask_text" | line "$ask_kind" "$ask_name" "$ask_code"
}

# lines_of KIND NAME PATTERN FILE...: the last lines of files that can be read and match.
lines_of() {
  of_kind=$1
  of_name=$2
  of_pattern=$3
  shift 3
  for of_file in "$@"; do
    [ -r "$of_file" ] || continue
    tail -n 20000 "$of_file" | grep -E "$of_pattern" | line "$of_kind" "$of_name:$of_file" 0
  done
}

date -u +%Y-%m-%dT%H:%M:%SZ | line fact time 0
uname -sr | line fact kernel 0
if [ -r /etc/os-release ]; then sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/os-release | line fact os 0; fi

for file in \
  /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max \
  /proc/sys/net/netfilter/nf_conntrack_buckets /proc/sys/net/netfilter/nf_conntrack_expect_max \
  /proc/sys/net/netfilter/nf_conntrack_udp_timeout /proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream \
  /proc/sys/net/netfilter/nf_conntrack_generic_timeout \
  /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/ip_no_pmtu_disc /proc/sys/net/ipv4/tcp_mtu_probing \
  /proc/sys/net/ipv4/conf/all/rp_filter /proc/sys/net/ipv4/conf/default/rp_filter \
  /proc/sys/net/ipv4/ipfrag_high_thresh /proc/sys/net/ipv4/ipfrag_time \
  /proc/sys/net/ipv6/conf/all/forwarding /proc/sys/net/core/xfrm_acq_expires \
  /proc/sys/net/core/rmem_default /proc/sys/net/core/netdev_max_backlog; do
  [ -r "$file" ] || continue
  line sysctl "$(printf '%s' "${file#/proc/sys/}" | tr / .)" 0 <"$file"
done
if [ -r /proc/net/xfrm_stat ]; then line command xfrm-stat 0 </proc/net/xfrm_stat; fi
if [ -r /proc/net/stat/nf_conntrack ]; then line command conntrack-stat 0 </proc/net/stat/nf_conntrack; fi

# Programs of VPN servers that run, each once.
cat /proc/[0-9]*/comm 2>/dev/null |
  grep -E '^(charon|charon-systemd|starter|pluto|xl2tpd|pppd|openvpn|racoon|iked|accel-pppd|ocserv|softetherd)$' |
  sort | uniq -c | awk '{ print $2, $1 }' | line command processes 0

ask command nft nft -j -t list ruleset
ask command iptables-mangle iptables-save -t mangle
ask command ip6tables-mangle ip6tables-save -t mangle
ask command links ip -o link show
ask command swanctl-sas swanctl --list-sas
ask command swanctl-conns swanctl --list-conns
ask command swanctl-stats swanctl --stats
# strongSwan's and libreswan's program have the same name; each knows its own way to say how it is.
ask command ipsec-status ipsec statusall
ask command ipsec-whack ipsec whack --status

if command -v journalctl >/dev/null 2>&1; then
  journalctl -q --no-pager -o short-iso --since '7 days ago' -k 2>/dev/null |
    grep -E 'nf_conntrack|nf_ct_|table full' | tail -n 2000 | line logs kernel 0
  journalctl -q --no-pager -o short-iso --since '7 days ago' -t charon -t charon-systemd -t ipsec -t pluto -t xl2tpd \
    -t pppd 2>/dev/null | tail -n 20000 | line logs journal 0
fi
if command -v dmesg >/dev/null 2>&1; then
  { dmesg -T 2>/dev/null || dmesg 2>/dev/null; } | grep -E 'nf_conntrack|nf_ct_|table full' | tail -n 2000 | line logs dmesg 0
fi
lines_of logs file 'charon|pluto|xl2tpd|pppd|nf_conntrack' \
  /var/log/syslog /var/log/messages /var/log/kern.log /var/log/secure /var/log/auth.log
lines_of logs file . /var/log/charon.log /var/log/strongswan.log /var/log/pluto.log /var/log/xl2tpd.log
