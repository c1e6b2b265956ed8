/** Longer events are skipped: the largest of the known tables has a few kB, and an element may have no end at all. */
export const maxEventLength = 256 * 1024;

/** Takes the `<Event>` elements out of a text that comes in parts, in constant memory. */
export interface EventXmlSplitter {
  /** The events that are whole with this part. What stands between events is ignored. */
  readonly push: (part: string) => readonly string[];
  /** Call at the end of the text. `note` tells in one sentence what of it is missing, if anything. */
  readonly end: () => { readonly note?: string };
}

/** `<Event …>` but not `<Events>` or `<EventData>`. */
const boundary = /<Event(?=[\s>])|<\/Event>/g;
/** A boundary that is not whole yet has at most this many characters. */
const boundaryLength = "</Event>".length;

/**
 * Splits what wevtutil prints (with or without `/e:Events`), what the Event Viewer saves as XML, and concatenated results
 * of Get-WinEvent's ToXml.
 */
export function createEventXmlSplitter(): EventXmlSplitter {
  /** From the start of the open event; outside of events the few characters that may begin a boundary. */
  let rest = "";
  let isOpen = false;
  let searchFrom = 0;
  let oversized = 0;
  let torn = 0;

  function push(part: string): readonly string[] {
    rest += part;
    const events: string[] = [];
    let start = 0;
    boundary.lastIndex = searchFrom;
    for (let match = boundary.exec(rest); match !== null; match = boundary.exec(rest)) {
      if (match[0] === "<Event") {
        // An event inside an event: the first one was cut off.
        if (isOpen) torn += 1;
        isOpen = true;
        start = match.index;
      } else if (isOpen) {
        isOpen = false;
        const event = rest.slice(start, boundary.lastIndex);
        if (event.length > maxEventLength) oversized += 1;
        else events.push(event);
      }
    }
    keepRest(start);
    return events;
  }

  function keepRest(start: number): void {
    rest = rest.slice(isOpen ? start : -boundaryLength);
    if (isOpen && rest.length > maxEventLength) {
      oversized += 1;
      isOpen = false;
      rest = rest.slice(-boundaryLength);
    }
    searchFrom = Math.max(isOpen ? 1 : 0, rest.length - boundaryLength);
  }

  function end(): { readonly note?: string } {
    if (isOpen) torn += 1;
    const parts = [
      ...(torn > 0 ? [`${countOf(torn)} cut off in the middle`] : []),
      ...(oversized > 0 ? [`${countOf(oversized)} larger than ${maxEventLength / 1024} kB`] : []),
    ];
    return parts.length === 0 ? {} : { note: `Left out: ${parts.join(", ")}.` };
  }

  return { push, end };
}

function countOf(count: number): string {
  return count === 1 ? "1 event that is" : `${count} events that are`;
}
