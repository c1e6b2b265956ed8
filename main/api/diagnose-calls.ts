import { z } from "zod";
import { findingCodeSchema } from "../model/finding.ts";
import { knownIssueSchema } from "../model/known-issue.ts";
import { reportSchema } from "../model/report.ts";

const filePathSchema = z.string().min(1).max(4096);

/** Known issues in short: what people read, without the samples that test them. */
const knownIssuesSchema = z.object({
  version: z.number().int(),
  date: z.string(),
  /** `update`: a signed file has taken the place of those of this release. */
  origin: z.enum(["built-in", "update"]),
  note: z.string().optional(),
  issues: z.array(
    knownIssueSchema
      .pick({
        id: true,
        title: true,
        dated: true,
        sources: true,
        where: true,
        affected: true,
        tunnels: true,
        severity: true,
        check: true,
        fix: true,
        fixedIn: true,
      })
      .strip(),
  ),
});

/** The calls that diagnose without measuring anything, and tell how it is done. */
export const diagnoseCalls = {
  /** A report again from a bundle (also a sealed one), a report, a log or a folder of logs; nothing is sent. */
  "diagnose.file": {
    input: z.object({
      path: filePathSchema,
      /** A file with age secret keys; absent: the helpdesk key of this installation. */
      identityPath: filePathSchema.optional(),
      passphrase: z.string().max(1024).optional(),
    }),
    output: z.object({ kind: z.enum(["bundle", "report", "logs"]), report: reportSchema }),
  },
  /** How a finding comes about. */
  "diagnose.explain": {
    input: z.object({ code: findingCodeSchema }),
    output: z.object({
      code: findingCodeSchema,
      title: z.string(),
      plain: z.string(),
      expert: z.string(),
      needs: z.string(),
      evidenceFor: z.string(),
      evidenceAgainst: z.string(),
      limits: z.string(),
      certainWhen: z.string(),
      /** Findings that are mere consequences of this one, and are then not shown. */
      hides: z.array(findingCodeSchema),
    }),
  },
  "known-issues.show": { input: z.object({}), output: knownIssuesSchema },
  /** Takes over a newer set from a signed file. */
  "known-issues.update": {
    input: z.object({
      path: filePathSchema,
      /** Who must have signed it (Ed25519, base64url), where it is not the maker of this program. */
      key: z
        .string()
        .regex(/^[\w-]{43}$/, "an Ed25519 key has 43 characters of base64url")
        .optional(),
    }),
    output: knownIssuesSchema,
  },
} as const;
