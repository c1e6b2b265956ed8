import type { MappingState } from "./plan.ts";

/** What is known while the measurement runs. */
export type NatLifetimeProgress =
  /** Idle mappings in that state live at least so long. */
  | { readonly kind: "outlived"; readonly state: MappingState; readonly atLeastSeconds: number }
  /** A mapping has had one public port for so long, which may not be its lifetime: a NAT may give a port again. */
  | { readonly kind: "same-port"; readonly forSeconds: number }
  /** The lifetime is known, and now it is tried how to keep a mapping. */
  | { readonly kind: "studying"; readonly keepaliveSeconds: number; readonly forSeconds: number };
