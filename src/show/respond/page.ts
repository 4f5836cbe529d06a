/**
 * What the survey page does better with a script: one click sends once, and an answer that could not be sent stays on the page with a
 * sentence instead of being lost. Everything else is plain HTML.
 */
document.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(event.target as HTMLFormElement);
});

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector("button")!;
  const problem = form.querySelector("[role=alert]")!;
  if (button.getAttribute("aria-disabled") === "true") return;

  const label = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.sending ?? label;
  problem.textContent = "";
  try {
    const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await fetch(form.action, { method: "POST", body: fields, signal: AbortSignal.timeout(20_000) });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = next.querySelector("main");
    if (!main || answer.status >= 500) throw new Error(answer.statusText);
    document.title = next.title;
    document.querySelector("main")!.replaceWith(main);
    const places = ["[aria-invalid=true]", "[aria-describedby=problem] input", "h1"];
    places
      .map((place) => main.querySelector<HTMLElement>(place))
      .find((found) => found !== null)
      ?.focus();
  } catch {
    button.removeAttribute("aria-disabled");
    button.textContent = label;
    problem.textContent = form.dataset.notSent ?? "";
  }
}
