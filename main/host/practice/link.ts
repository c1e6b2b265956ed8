import { createSocket, type Socket } from "node:dgram";
import { failure, type Outcome, success } from "../../model/failure.ts";
import { encodeLinkFrame, parseLinkFrame } from "../../practice/link-frame.ts";
import type { Arrived, IpPacket } from "../../practice/packet.ts";
import { practiceLinkAddress } from "./router-server.ts";

/** The client's end of the practice link. It holds a system socket only while somebody uses it. */
export interface PracticeLink {
  readonly transmit: (packet: IpPacket) => void;
  /** Each successful call must be followed by one `release`. */
  readonly acquire: () => Promise<Outcome<void>>;
  readonly release: () => void;
}

/** A link to the router on that loopback port; what arrives goes to `onArrived`. */
export function createPracticeLink(routerPort: number, onArrived: (arrived: Arrived) => void): PracticeLink {
  let users = 0;
  let opening: Promise<Outcome<Socket>> | null = null;
  let socket: Socket | null = null;

  const release = () => {
    users -= 1;
    if (users > 0) return;
    socket?.close();
    socket = null;
    opening = null;
  };

  return {
    transmit: (packet) => socket?.send(encodeLinkFrame({ kind: "datagram", packet })),
    acquire: async () => {
      users += 1;
      opening ??= openSocket(routerPort, onArrived);
      const opened = await opening;
      if (!opened.ok) {
        release();
        return opened;
      }
      socket = opened.value;
      return success(undefined);
    },
    release,
  };
}

/** A socket that is connected to the router, so that the system drops what others send. */
function openSocket(routerPort: number, onArrived: (arrived: Arrived) => void): Promise<Outcome<Socket>> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.on("message", (octets: Uint8Array) => {
      // A copy: Node hands out views of its own pool.
      const frame = parseLinkFrame(new Uint8Array(octets));
      if (frame.ok) onArrived(frame.value);
    });
    const refuse = (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(failure("unreachable", `The practice router cannot be reached (${error.code ?? "unknown"}).`));
    };
    socket.once("error", refuse);
    socket.connect(routerPort, practiceLinkAddress, () => {
      socket.off("error", refuse);
      // From now on an error means that the router is gone: nothing answers any more, as on a dead link.
      socket.on("error", () => undefined);
      resolve(success(socket));
    });
  });
}
