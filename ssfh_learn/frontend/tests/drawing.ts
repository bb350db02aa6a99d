import { act, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach } from "vitest";
import widget from "../src/index";
import type { AnyView } from "../src/model";
import "../src/practice_his_kind";
import "../src/scenario_kind";
import "../src/skills_gap_kind";
import type { ReceiptView } from "../src/views";
import { FakeModel } from "./fake_model";
import { frame } from "./samples";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  document.body.replaceChildren();
  sessionStorage.clear();
});

/** The widget as a host draws it, with a model to answer by hand. */
export function draw(view: AnyView, options: { private?: boolean; notices?: string[]; receipt?: ReceiptView } = {}) {
  const model = new FakeModel(view, { ...frame, private: options.private ?? false }, options.notices, options.receipt);
  const el = document.createElement("div");
  document.body.append(el);
  let cleanup = () => {};
  act(() => {
    cleanup = widget.render({ model, el });
  });
  cleanups.push(cleanup);
  const host = (change: () => void) => act(change);
  return { model, el, cleanup, host, user: userEvent.setup(), screen };
}
