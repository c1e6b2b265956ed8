/* Where the lines come from. */

export const ikev1 = "libreswan programs/pluto/ikev1.c";
export const mainMode = "libreswan programs/pluto/ikev1_main.c";
export const quickMode = "libreswan programs/pluto/ikev1_quick.c";
export const ikev2 = "libreswan programs/pluto/ikev2.c";
export const ikev2Child = "libreswan programs/pluto/ikev2_create_child_sa.c";
export const retry = "libreswan programs/pluto/retry.c";
export const state = "libreswan programs/pluto/state.c";
export const dpd = "libreswan programs/pluto/ikev1_dpd.c";
export const proposals = "libreswan programs/pluto/ikev2_proposals.c";
export const packet = "libreswan programs/pluto/packet.c";
export const connections = "libreswan programs/pluto/connections.c";
export const xauth = "libreswan programs/pluto/ikev1_xauth.c";
export const notify = "libreswan programs/pluto/ikev2_notify.c";
export const revival = "libreswan programs/pluto/revival.c";
export const plutomain = "libreswan programs/pluto/plutomain.c";
export const xfrm = "libreswan programs/pluto/kernel_xfrm.c";
export const natTraversal = "libreswan programs/pluto/nat_traversal.c";
