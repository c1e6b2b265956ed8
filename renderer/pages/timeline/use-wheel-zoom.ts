import { useEffect, useEffectEvent, type RefObject } from "react";

const factorPerPixel = 1.002;

/**
 * Zooms with Ctrl and the wheel, or a pinch, over an element; the bare wheel goes on scrolling the page.
 *
 * @param onZoom gets the factor and where in the element (0 to 1) the pointer stands
 */
export function useWheelZoom(
  element: RefObject<HTMLElement | null>,
  onZoom: (factor: number, at: number) => void,
): void {
  const zoomed = useEffectEvent(onZoom);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = target.getBoundingClientRect();
      zoomed(factorPerPixel ** event.deltaY, (event.clientX - box.left) / box.width);
    };
    // React listens to the wheel passively, and then the page would zoom as well.
    target.addEventListener("wheel", onWheel, { passive: false });
    return () => target.removeEventListener("wheel", onWheel);
  }, [element]);
}
