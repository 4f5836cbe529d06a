import { textOf, type Bag } from "../bag.ts";

// What the client's own events are called where people read them. The event keeps its name.
const readable = new Map(
  Object.entries({
    $pageleave: "Page Left",
    $rageclick: "Rage Click",
    $dead_click: "Dead Click",
    $feature_flag_called: "Feature Flag Called",
    $web_vitals: "Web Vitals",
    $exception: "Error",
    $opt_in: "Opted In",
    $ai_generation: "AI Generation",
  }),
);

const elements = new Map(Object.entries({ click: "Element Clicked", change: "Element Changed", submit: "Form Submitted" }));

/** The touchpoint that an event is known as; its own name where the protocol has none for it. */
export function knownAs(event: string, properties: Bag): string {
  if (event === "$autocapture") return elements.get(textOf(properties.$event_type)) ?? "Element Used";
  return readable.get(event) ?? event;
}
