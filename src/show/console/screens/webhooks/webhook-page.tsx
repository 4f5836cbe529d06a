import { useAddress } from "../../frame/address.ts";
import { NewWebhook } from "./new-webhook.tsx";
import { OneWebhook } from "./one-webhook.tsx";

/** A webhook that the address names, or a new one. */
export default function WebhookPage() {
  const [address] = useAddress();
  return address.id ? <OneWebhook key={address.id} id={address.id} /> : <NewWebhook />;
}
