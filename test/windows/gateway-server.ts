import { createSocket } from "node:dgram";
import { systemRandom } from "../../main/host/random.ts";
import { createGateway } from "../../main/practice/gateway.ts";
import { ipPacket } from "../../main/practice/packet.ts";

/*
 * `node gateway-server.ts ADDRESS [IKE-PORT NATT-PORT]`: the practice gateway on UDP 500 and 4500, or those ports, of an
 * address of this machine, over real sockets, until it is ended. Prints a line when it listens.
 */

const [address = "127.0.0.1", ikePort = "500", natTraversalPort = "4500"] = process.argv.slice(2);
const ports = { ike: Number(ikePort), natTraversal: Number(natTraversalPort) };
const gateway = createGateway({ silent: false, ikev1Only: false, ports }, systemRandom);

await Promise.all(
  Object.values(ports).map(async (port) => {
    const socket = createSocket("udp4");
    socket.on("message", (payload, from) => {
      const packet = ipPacket({
        protocol: "udp",
        source: { address: from.address, port: from.port },
        destination: { address, port },
        payload: new Uint8Array(payload),
        dontFragment: false,
      });
      for (const output of gateway.receive(packet, performance.now())) {
        if (output.kind !== "packet") continue;
        const { payload: answer, destination } = output.packet;
        socket.send(answer, destination.port, destination.address);
      }
    });
    await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  }),
);
console.log("listening");
