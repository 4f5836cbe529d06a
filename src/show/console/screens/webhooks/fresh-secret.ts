// A secret that was just made, on its way to the page that shows it once. It is never written down.
let fresh: { id: string; secret: string } | null = null;

/** Hands a secret to the page of its webhook. */
export function keepSecret(id: string, secret: string): void {
  fresh = { id, secret };
}

/** The secret that was just made for a webhook; `null` when there is none to be shown. */
export const freshSecret = (id: string): string | null => (fresh?.id === id ? fresh.secret : null);
