import type { DataFiles } from "../model/ports/data-files.ts";
import { reportSchema, type Report } from "../model/report.ts";

/** Name of the file in the user's data folder. */
const storedName = "last-report.json";
/** A report of a deep check with many sessions has less than 1 MB. */
const maxStoredCharacters = 4 * 1024 * 1024;

/** The report of the last check, kept between starts. It cannot fail: a report that cannot be kept is only shown now. */
export interface LastReportStore {
  readonly save: (report: Report) => Promise<void>;
  /** Undefined where there is none, or what is there is no report. */
  readonly load: () => Promise<Report | undefined>;
  readonly forget: () => ReturnType<DataFiles["remove"]>;
}

export function createLastReportStore(dataFiles: DataFiles): LastReportStore {
  return {
    save: async (report) => {
      const text = JSON.stringify(report);
      if (text.length <= maxStoredCharacters) await dataFiles.write(storedName, text);
    },
    load: async () => {
      const stored = await dataFiles.read(storedName);
      if (!stored.ok || stored.value.length > maxStoredCharacters) return undefined;
      return reportSchema.safeParse(parsedJson(stored.value)).data;
    },
    forget: () => dataFiles.remove(storedName),
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
