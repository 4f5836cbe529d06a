const bare = /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+$/;
const wrapped = /^[^@]*[<(]([^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+)[>)]$/;

/** The one e-mail address in a cell, alone or behind a name: `Name <address>`, `Name (address)`; `null` when there is none. */
export const addressIn = (cell: string): string | null => (bare.test(cell) ? cell : (wrapped.exec(cell)?.[1] ?? null));
