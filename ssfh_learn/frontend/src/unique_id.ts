import { useState } from "preact/hooks";

const page = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(36)).join("");
let count = 0;

/** An id for one element. Preact's useId counts from zero in each widget, so two widgets on a page (each with its own
 *  copy of this module) would have the same ids for radio buttons and labels. */
export function useUniqueId(): string {
  const [id] = useState(() => `ssfh-${page}-${++count}`);
  return id;
}
