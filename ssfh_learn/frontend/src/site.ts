const YEAR = 365 * 24 * 3600;

/** What the server writes in the head of a page of the portal; empty where a page has no such thing, as in a notebook. */
export function meta(name: string, page: ParentNode = document): string {
  return page.querySelector<HTMLMetaElement>(`meta[name="ssfh-${name}"]`)?.content ?? "";
}

/** Keeps a setting of this browser for a year, for every page of the portal. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=${meta("root") || "/"}; max-age=${YEAR}; samesite=lax`;
}

/** A setting that was kept before; empty if none was. */
export function remembered(name: string): string {
  return document.cookie.match(new RegExp(`(?:^|; )${name}=(\\w+)`))?.[1] ?? "";
}
