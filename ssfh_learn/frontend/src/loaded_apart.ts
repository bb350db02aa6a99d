import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { jsx, jsxs } from "preact/jsx-runtime";
import { Bar } from "./bar";
import { Confirm } from "./confirm";
import { useFocusOnChange } from "./focus";
import { kinds } from "./kinds";
import { Markup } from "./markup";
import { ReadLine } from "./read_aloud";
import { meta } from "./site";
import { TextField } from "./text_field";
import { useUniqueId } from "./unique_id";
import { Verdict } from "./verdict";
import { countOf, fill, number, pointsOf, words } from "./words";

/**
 * What a kind that is loaded apart uses of `ssfh.js`. It finds it in `globalThis.ssfhLearn` and cannot import it: in a
 * notebook both are one module, and on a page of the portal two.
 */
export const forKindsApart = {
  ...{ Fragment, jsx, jsxs, useEffect, useLayoutEffect, useRef, useState },
  ...{ Bar, Confirm, Markup, ReadLine, TextField, Verdict },
  ...{ countOf, fill, kinds, meta, number, pointsOf, useFocusOnChange, useUniqueId, words },
};
