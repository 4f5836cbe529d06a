import ipaddr from "ipaddr.js";
import { Failure } from "../model/failure.ts";

/** Who may be called although it is not public: hosts, `host:port`, addresses or ranges in CIDR form, as the operator listed them. */
export type Allowance = { hosts: ReadonlySet<string>; ranges: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][] };

/** Reads the operator's comma separated list. @throws Failure `bad_setting` for an entry that is no host, address or range */
export function readAllowance(text: string): Allowance {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of text.split(",").map((part) => part.trim().toLowerCase())) {
    if (entry === "") continue;
    if (entry.includes("/")) {
      if (!ipaddr.isValidCIDR(entry)) throw badAllowance(entry);
      ranges.push(ipaddr.parseCIDR(entry));
    } else {
      if (!URL.canParse(`http://${entry}`)) throw badAllowance(entry);
      hosts.add(entry);
    }
  }
  return { hosts, ranges };
}

const badAllowance = (entry: string): Failure =>
  new Failure("bad_setting", {
    name: "RAPPORT_OUTBOUND_ALLOW",
    value: entry,
    problem: "give hosts, host:port, addresses or ranges such as 10.1.0.0/16.",
  });

/** Ports that answer HTTP by custom; any other needs the operator's word, so that nothing else behind a wall can be spoken to. */
const usualPorts = new Set(["", "80", "443", "8080", "8443"]);

/**
 * The address to call, if it may be called: http or https, no credentials in it, a usual port, and no private host. A name may still lead
 * to a private address: that is looked at again when the connection is made.
 *
 * @param field  what the address is called where it was typed
 * @throws Failure `bad_input` with one sentence for every private address, whatever answers there
 */
export function readTarget(text: string, allowance: Allowance, field = "url"): URL {
  const refuse = (problem: string): never => {
    throw new Failure("bad_input", { field, problem });
  };
  const url = URL.canParse(text) ? new URL(text) : refuse("it is not a web address. Give one such as https://example.com/feed.xml.");
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse("only http and https addresses can be called.");
  if (url.username !== "" || url.password !== "") refuse("leave the user name and password out of the address.");
  if (isListed(url, allowance)) return url;
  if (!usualPorts.has(url.port)) refuse(`port ${url.port} is not called. Use 80, 443, 8080 or 8443, or ask the operator to allow it.`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isLocalName(host) || (ipaddr.isValid(host) && !mayReach(host, allowance))) refuse(privateHost);
  return url;
}

/** What is said of every host that is not public. */
export const privateHost = "only public addresses can be called. The operator can allow others with RAPPORT_OUTBOUND_ALLOW.";

/** Whether the operator named this host, with or without its port. */
export const isListed = ({ hostname, host }: { hostname: string; host: string }, { hosts }: Allowance): boolean =>
  hosts.has(hostname) || hosts.has(host);

const isLocalName = (host: string): boolean =>
  !host.includes(".") && !host.includes(":") ? true : /(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(host);

/** Whether an address, as text, is public or in one of the operator's ranges. Forms that hide another address are judged by that one. */
export function mayReach(address: string, { hosts, ranges }: Allowance): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (hosts.has(ip.toString())) return true;
  if (ranges.some(([range, bits]) => range.kind() === ip.kind() && ip.match(range as never, bits))) return true;
  // Everything else, such as NAT64, 6to4 and Teredo, may lead to a private host behind it.
  return ip.range() === "unicast";
}
