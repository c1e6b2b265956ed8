import { useEffect, useRef, type ReactElement, type ReactNode } from "react";

/**
 * The heading of a view. When the view replaces another one, the focus moves here, so that a keyboard does not start
 * from the top again and a screen reader reads what is new.
 */
export function FocusHeading({
  takesFocus,
  children,
}: {
  readonly takesFocus: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
