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

/** Keeps something until this tab closes or she logs out; a browser that allows no store keeps nothing. */
export function keepInTab(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Whoever reads it finds nothing, as in a new tab.
  }
}

/** What this tab kept; empty if it kept nothing. */
export function keptInTab(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}
