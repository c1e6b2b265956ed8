import { useEffect, useRef, useState, type ReactElement } from "react";

/** A screen reader that is told more often than this talks without end. */
const pauseMs = 4_000;

/** Tells a screen reader what is going on, not more often than it can be listened to; the latest message wins. */
export function Announcer({ message }: { readonly message: string }): ReactElement {
  const [told, setTold] = useState("");
  const toldAtMs = useRef(-Infinity);
  useEffect(() => {
    const waitMs = Math.max(0, toldAtMs.current + pauseMs - performance.now());
    const timer = setTimeout(() => {
      toldAtMs.current = performance.now();
      setTold(message);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <p className="visually-hidden" role="status">
      {told}
    </p>
  );
}
