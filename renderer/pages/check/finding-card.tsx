import { useId, type ReactElement } from "react";
import type { Evidence, Finding, Report } from "../../../main/api/contract.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { formatExactMoment } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { sortFixes } from "./describe-verdict.ts";
import { FixBlock } from "./fix-block.tsx";

/** As much evidence as convinces; the rest is folded away. */
const evidenceShownFirst = 3;

const severityLooks: Readonly<Record<Finding["severity"], { readonly tone: string; readonly icon: IconName }>> = {
  blocks: { tone: "bad", icon: "cross" },
  degrades: { tone: "warn", icon: "warning" },
  notice: { tone: "neutral", icon: "info" },
};

/** One finding: what we saw, how sure we are, what to do, and how to check that it worked. */
export function FindingCard({
  finding,
  os,
}: {
  readonly finding: Finding;
  readonly os: Report["client"]["os"];
}): ReactElement {
  const words = texts.finding;
  const id = useId();
  const { tone, icon } = severityLooks[finding.severity];
  const { evidence, confidence } = finding;
  return (
    <article className="card finding" aria-labelledby={id}>
      <p className={`badge tone-${tone}`}>
        <Icon name={icon} />
        {words.severity[finding.severity]}
      </p>
      <h3 id={id}>{finding.title}</h3>
      {finding.plain !== undefined && <p className="plain">{finding.plain}</p>}
      {finding.expert !== undefined && (
        <p className="expert">
          <strong>{words.forExperts}</strong> {finding.expert}
        </p>
      )}
      <h4>{words.saw}</h4>
      <EvidenceList evidence={evidence.slice(0, evidenceShownFirst)} />
      <h4>{words.howSure}</h4>
      <p>
        <strong className="confidence" data-confidence={confidence}>
          {words.confidence[confidence]}
        </strong>{" "}
        {words.confidenceAbout[confidence]}
      </p>
      <h4>{words.whatToDo}</h4>
      {finding.fixes.length === 0 ? (
        <p>{words.noFix}</p>
      ) : (
        sortFixes(finding.fixes).map((fix) => <FixBlock key={`${fix.who} ${fix.title}`} fix={fix} os={os} />)
      )}
      {evidence.length > evidenceShownFirst && (
        <details>
          <summary>{words.moreEvidence(evidence.length - evidenceShownFirst)}</summary>
          <EvidenceList evidence={evidence.slice(evidenceShownFirst)} />
        </details>
      )}
    </article>
  );
}

function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }): ReactElement {
  return (
    <ul className="evidence">
      {evidence.map(({ text, at, source, measurement }, index) => {
        const origin = [at === undefined ? undefined : formatExactMoment(at), source, kindName(measurement)]
          .filter((part) => part !== undefined)
          .join(" · ");
        return (
          <li key={`${String(index)} ${text}`}>
            {text}
            {origin !== "" && <span className="origin">{origin}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** The words for a kind of measurement; evidence may also name one that this page does not know. */
function kindName(kind: string | undefined): string | undefined {
  const names: Readonly<Record<string, string>> = texts.measurements.kind;
  return kind === undefined ? undefined : (names[kind] ?? kind);
}
