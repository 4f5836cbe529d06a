/**
 * The pages that may send through a key, as a person wrote one: scheme, host and port, where `*.` stands for any subdomain.
 *
 * @returns  the origin as browsers write it; `null` when it is none
 */
export function readOrigin(text: string): string | null {
  const [, scheme, isWide, host] = /^(https?:\/\/)(\*\.)?([^/*?#@\s]+)\/?$/i.exec(text.trim()) ?? [];
  if (!scheme || !host || !URL.canParse(scheme + host)) return null;
  const { protocol, host: canonical } = new URL(scheme + host);
  return `${protocol}//${isWide ?? ""}${canonical}`;
}

/** Whether a page of this origin may send; an empty list lets every page send. */
export function mayOriginSend(allowed: readonly string[], origin: string): boolean {
  return allowed.length === 0 || allowed.some((one) => one === origin || isSubdomain(one, origin));
}

function isSubdomain(wide: string, origin: string): boolean {
  const [scheme, domain] = wide.split("*");
  return domain !== undefined && origin.startsWith(scheme!) && origin.endsWith(domain) && origin.length > wide.length - 1;
}
