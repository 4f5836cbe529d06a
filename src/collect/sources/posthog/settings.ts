/**
 * What a browser client is told about a project: nothing is switched on that would send something other than events.
 *
 * Without these refusals it would load the scripts of recordings, surveys and the like, which are not here.
 */
export const config = (key: string): object => ({
  token: key,
  supportedCompression: ["gzip", "gzip-js"],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: false,
  autocapture_opt_out: false,
  autocaptureExceptions: false,
  analytics: { endpoint: "/i/v0/e/" },
  elementsChainAsString: true,
  errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  conversations: false,
  productTours: false,
  logs: { captureConsoleLogs: false },
  defaultIdentifiedOnly: true,
  siteApps: [],
  isAuthenticated: false,
  toolbarParams: {},
});

/** The same as a script, which the client asks for first. A key is made of harmless letters only, and is quoted all the same. */
export function configScript(key: string): string {
  const quoted = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");
  const entry = `{config:${quoted(config(key))},siteApps:[]}`;
  return `(function(w){(w._POSTHOG_REMOTE_CONFIG=w._POSTHOG_REMOTE_CONFIG||{})[${quoted(key)}]=${entry}})(window);`;
}

/** The answer to a question for flags: there are none, in the shapes of all versions. */
export const noFlags = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  sessionRecording: false,
  supportedCompression: ["gzip", "gzip-js"],
};
