import { useEffect, useRef, type ReactElement, type ReactNode } from "react";

/**
 * The heading of a view. When the view replaces another one, the focus moves here, so that a keyboard does not start
 * from the top again and a screen reader reads what is new.
 */
export function FocusHeading({
  takesFocus,
  level = 1,
  children,
}: {
  readonly takesFocus: boolean;
  readonly level?: 1 | 2;
  readonly children: ReactNode;
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <Heading ref={heading} tabIndex={-1}>
      {children}
    </Heading>
  );
}
