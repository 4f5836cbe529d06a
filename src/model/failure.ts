/**
 * Everything Rapport can refuse, in one list. A code is stable: programs may rely on it, and documentation links to it.
 * `status` is its HTTP answer, `exit` its exit code in a terminal, `says` the sentence; `{name}` is filled from the details.
 */
export const failures = {
  // the caller's words are off
  bad_input: { status: 400, exit: 2, says: "{field}: {problem}" },
  bad_json: { status: 400, exit: 2, says: "The body is not valid JSON: {problem}. Send one JSON object, encoded as UTF-8." },
  body_too_large: { status: 413, exit: 2, says: "The body is larger than {limit} after decompression. Send it in smaller pieces." },
  batch_too_large: { status: 400, exit: 2, says: "A batch may hold {limit} and this one holds {found}. Send it in smaller batches." },
  unknown_setting: { status: 500, exit: 2, says: "{name} is not a setting of Rapport. {hint}" },
  bad_setting: { status: 500, exit: 2, says: "{name}={value} cannot be used: {problem}" },
  bad_file: { status: 400, exit: 2, says: "{file}: {problem}" },

  // who are you, may you
  not_signed_in: { status: 401, exit: 4, says: "Sign in first: your session has ended or never began." },
  wrong_credentials: { status: 401, exit: 4, says: "E-mail or password is wrong." },
  wrong_password: { status: 400, exit: 4, says: "This is not your password so far." },
  unknown_key: { status: 401, exit: 4, says: "This write key is unknown or was revoked. Copy a current one from Sources." },
  unknown_hook: { status: 401, exit: 4, says: "There is no webhook in force at this address. Copy the address from Sources." },
  not_proven: { status: 401, exit: 4, says: "This delivery is not proven to come from its sender: {problem}" },
  key_conflict: { status: 401, exit: 4, says: "The key in the header and the key in the body differ. Send one key." },
  not_allowed: { status: 403, exit: 4, says: "Your role may not {action}." },
  origin_not_allowed: {
    status: 403,
    exit: 4,
    says: "This key does not take events from this page. Add its address to the key in Sources.",
  },
  cross_site: { status: 403, exit: 4, says: "This request did not come from Rapport's own pages, so it was refused." },

  // it is not there, or no longer as you saw it
  not_found: { status: 404, exit: 3, says: "There is no {thing} at this address." },
  wrong_method: { status: 405, exit: 2, says: "Send with {allowed} to this address." },
  not_set_up: { status: 409, exit: 2, says: "Nobody has set up this Rapport yet. Open it in a browser, or run `rapport setup`." },
  already_set_up: { status: 409, exit: 2, says: "This Rapport already has an owner. Sign in instead." },
  conflict: { status: 409, exit: 2, says: "{problem}" },

  // too much at once, or our own trouble
  too_many_requests: { status: 429, exit: 1, says: "Too many requests. Try again in {seconds} s." },
  overloaded: { status: 429, exit: 1, says: "More is arriving than can be stored durably. Try again in {seconds} s." },
  query_too_costly: {
    status: 422,
    exit: 1,
    says: "This question takes too long on this data. Choose a shorter period or a narrower segment.",
  },
  not_durable: { status: 503, exit: 1, says: "Nothing can be stored durably at the moment, so nothing was accepted. Try again soon." },
  secret_locked: {
    status: 503,
    exit: 1,
    says: "The key that this webhook's secret was locked with is gone. Bring the key back, or paste the secret again under Sources.",
  },
  disk_full: {
    status: 503,
    exit: 1,
    says: "The disk has no room left, so nothing new is accepted. Free some space: Rapport goes on by itself.",
  },
  store_unavailable: { status: 503, exit: 1, says: "The {store} store does not answer at the moment. Try again soon." },
  store_broken: {
    status: 503,
    exit: 1,
    says: "The {store} store in {folder} cannot be opened: {problem}. Mend or remove the file that it names, or restore the folder from a backup.",
  },
  folder_in_use: {
    status: 503,
    exit: 1,
    says: "{folder} is already in use by another Rapport. Stop it, or choose another folder with RAPPORT_DATA.",
  },
  outside_failed: { status: 502, exit: 1, says: "{host} could not be used: {problem}." },
  internal: { status: 500, exit: 1, says: "Something broke inside Rapport. The log has the details under {request}." },
} as const;

export type FailureCode = keyof typeof failures;

/** A refusal with a stable code and a sentence that a person can act on. Thrown, and mapped once to HTTP and once to exit codes. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: FailureCode, details: Record<string, string | number> = {}) {
    super(failures[code].says.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? name)));
    this.name = "Failure";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return failures[this.code].status;
  }

  get exit(): number {
    return failures[this.code].exit;
  }
}
