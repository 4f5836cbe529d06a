/** The Chromium that the setting names, or else the first that lies where one usually does; `undefined` when there is none. */
export function findChromium(): string | undefined;
