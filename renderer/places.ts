import { lazy, type ComponentType } from "react";
import { CheckPage } from "./pages/check/check-page.tsx";
import type { PlaceId } from "./place-address.ts";
import type { PlaceProps } from "./place-props.ts";

interface Place {
  readonly Page: ComponentType<PlaceProps>;
  /** Tables and charts need more room than text. */
  readonly wide: boolean;
}

/** The places of the window in the order of their links; each but the first is loaded when it is first visited. */
export const places = {
  check: { Page: CheckPage, wide: false },
  timeline: {
    Page: lazy(async () => ({ default: (await import("./pages/timeline/timeline-page.tsx")).TimelinePage })),
    wide: true,
  },
  measurements: {
    Page: lazy(async () => ({
      default: (await import("./pages/measurements/measurements-page.tsx")).MeasurementsPage,
    })),
    wide: false,
  },
  logs: { Page: lazy(async () => ({ default: (await import("./pages/logs/logs-page.tsx")).LogsPage })), wide: true },
  captures: {
    Page: lazy(async () => ({ default: (await import("./pages/capture/capture-page.tsx")).CapturePage })),
    wide: true,
  },
  compare: {
    Page: lazy(async () => ({ default: (await import("./pages/compare/compare-page.tsx")).ComparePage })),
    wide: false,
  },
  share: {
    Page: lazy(async () => ({ default: (await import("./pages/share/share-page.tsx")).SharePage })),
    wide: false,
  },
  fleet: {
    Page: lazy(async () => ({ default: (await import("./pages/fleet/fleet-page.tsx")).FleetPage })),
    wide: true,
  },
  settings: {
    Page: lazy(async () => ({ default: (await import("./pages/settings/settings-page.tsx")).SettingsPage })),
    wide: false,
  },
  about: {
    Page: lazy(async () => ({ default: (await import("./pages/about/about-page.tsx")).AboutPage })),
    wide: false,
  },
} as const satisfies Record<PlaceId, Place>;
