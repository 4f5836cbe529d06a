/** What a source was told about itself: which pages may send through a key, how a feed is read. */
export const sourceSettings = ["ALTER TABLE sources ADD COLUMN settings jsonb NOT NULL DEFAULT '{}'"];
