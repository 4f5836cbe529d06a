/** Whether what is built was made from these very sources. */
export function isBuilt(): boolean;
