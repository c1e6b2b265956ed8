import type { PracticeFault } from "../../../api/contract.ts";
import { practiceFaults } from "../../../practice/fault.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import type { LanguageFlag } from "../language.ts";
import { checkCommand, practiceGateway } from "./check.ts";

export interface PracticeFlags extends LanguageFlag {
  readonly fault: readonly PracticeFault[];
  readonly json?: true;
  readonly list?: true;
}

/** `practice`: a whole check against a router and a gateway that run in this program, with the faults that were chosen. */
export async function practiceCommand(context: CliContext, flags: PracticeFlags): Promise<number> {
  if (flags.list === true) {
    for (const fault of practiceFaults) {
      const value = fault.defaultValue === undefined ? "" : `=${fault.defaultValue}`;
      context.stdout.write(`${`${fault.name}${value}`.padEnd(24)} ${fault.title}\n`);
    }
    return exitCodes.healthy;
  }
  return checkCommand(
    context,
    practiceGateway,
    {
      profile: "standard",
      log: [],
      systemLogs: true,
      ...(flags.json === true ? { json: true } : {}),
      ...(flags.language === undefined ? {} : { language: flags.language }),
    },
    flags.fault,
  );
}
