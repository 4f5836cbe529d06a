/**
 * A text in which A-Z are small letters: how names are compared. Nothing else is folded, because the event store's `lower` folds just these,
 * and what is decided on the way in must be what is decided about history.
 */
export const fold = (text: string): string => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()) : text);
