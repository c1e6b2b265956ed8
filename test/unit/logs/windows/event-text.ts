/** What an event is about, without its rendering. */
export interface EventParts {
  readonly provider: string;
  readonly channel: string;
  readonly eventId: number;
  readonly data: Readonly<Record<string, string>> | readonly string[];
  readonly at?: string;
  readonly recordId?: number;
  /** The message as Windows renders it, in whatever language. */
  readonly rendered?: { readonly culture: string; readonly message: string };
}

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");

/** Writes an event as `wevtutil /f:xml` does, or with its message as `/f:RenderedXml` and the Event Viewer do. */
export function eventText({ provider, channel, eventId, data, at, recordId, rendered }: EventParts): string {
  const named = (entries: readonly (readonly [string, string])[]) =>
    entries
      .map(([name, value]) =>
        name === "Binary" ? `<Binary>${value}</Binary>` : `<Data Name='${name}'>${escapeXml(value)}</Data>`,
      )
      .join("");
  const content = Array.isArray(data)
    ? data.map((value: string) => `<Data>${escapeXml(value)}</Data>`).join("")
    : named(Object.entries(data));
  const rendering =
    rendered === undefined
      ? ""
      : `<RenderingInfo Culture='${rendered.culture}'><Message>${escapeXml(rendered.message)}</Message><Level>Informationen</Level><Task></Task><Keywords><Keyword>Klassisch</Keyword></Keywords></RenderingInfo>`;
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider}'/>` +
    `<EventID Qualifiers='0'>${eventId}</EventID><Version>0</Version><Level>4</Level><Task>0</Task><Opcode>0</Opcode>` +
    `<Keywords>0x80000000000000</Keywords><TimeCreated SystemTime='${at ?? "2026-11-20T08:15:30.1234567Z"}'/>` +
    `<EventRecordID>${recordId ?? 4711}</EventRecordID><Correlation/><Execution ProcessID='1234' ThreadID='88'/>` +
    `<Channel>${channel}</Channel><Computer>LAPTOP-7</Computer><Security/></System>` +
    `${content === "" ? "<EventData/>" : `<EventData>${content}</EventData>`}${rendering}</Event>`
  );
}
