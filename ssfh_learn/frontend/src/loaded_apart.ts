import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { jsx, jsxs } from "preact/jsx-runtime";
import { Bar } from "./bar";
import { CardActions } from "./card_actions";
import { Confirm } from "./confirm";
import { useFocusOnChange } from "./focus";
import { kinds } from "./kinds";
import { Markup, plainText } from "./markup";
import { NothingFilledIn } from "./nothing_filled_in";
import { OneByOne } from "./one_by_one";
import { ReadLine } from "./read_aloud";
import { answerTo, ScaleAnswer } from "./scale_answer";
import { meta } from "./site";
import { TextField } from "./text_field";
import { useUniqueId } from "./unique_id";
import { Verdict } from "./verdict";
import { countOf, fill, list, number, pointsOf, shortened, words } from "./words";

/**
 * What a kind that is loaded apart uses of `ssfh.js`. It finds it in `globalThis.ssfhLearn` and cannot import it: in a
 * notebook both are one module, and on a page of the portal two.
 */
export const forKindsApart = {
  ...{ Fragment, jsx, jsxs, useEffect, useLayoutEffect, useRef, useState },
  ...{ Bar, CardActions, Confirm, Markup, NothingFilledIn, OneByOne, ReadLine, ScaleAnswer, TextField, Verdict },
  ...{ answerTo, countOf, fill, kinds, list, meta, number, plainText, pointsOf, shortened, useFocusOnChange, useUniqueId, words },
};
