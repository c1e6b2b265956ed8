import type { ReactElement } from "react";

/** Outlines on a 24 by 24 grid. Each stands beside a word, never alone. */
const paths = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  warning: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17.2v.1",
  question: "M9 9.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.1M12 17.2v.1",
  stop: "M7.5 7.5h9v9h-9z",
  skip: "M6 12h12",
  dots: "M6 12h.1M12 12h.1M18 12h.1",
  info: "M12 11v6M12 7.2v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  person: "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  router: "M4 14h16v5H4zM8 16.5h.1M11.5 16.5h4M12 14v-3M8.5 8.5a5 5 0 0 1 7 0M6 6a8.5 8.5 0 0 1 12 0",
  building: "M5 20V5.5L13 4v16M13 9.5h6V20M3.5 20h17M8.2 8.8h1.6M8.2 12.4h1.6M8.2 16h1.6M16 13h.1M16 16.4h.1",
  copy: "M9 9h10v11H9zM15 9V5H5v11h4",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
  share: "M12 15V4M7.8 8L12 3.8 16.2 8M5 12.5V20h14v-7.5",
  phone: "M8 3h8v18H8zM11 18h2",
  again: "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4.3h-4.3",
  shield: "M12 3.2l7.5 2.6v5.4c0 4.6-3 8-7.5 9.6-4.5-1.6-7.5-5-7.5-9.6V5.8zM8.6 12l2.5 2.5 4.5-4.7",
} as const;

export type IconName = keyof typeof paths;

/** An icon as large as the text around it, in its colour; hidden from screen readers, who get the word beside it. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
