/*
 * Runs our responder in the namespace that it is started in, until it is killed. Says "ready" when it listens.
 *
 *   node test/lab/responder-agent.ts ADDRESS ADDRESS PORT PORT PORT
 */
import { startResponder } from "../../main/host/responder-server.ts";

const [address = "", otherAddress = "", port, otherPort, thirdPort] = process.argv.slice(2);
const started = await startResponder({
  addresses: [address, otherAddress],
  ports: [Number(port), Number(otherPort), Number(thirdPort)],
});
console.log(started.ok ? "ready" : started.error.message);
