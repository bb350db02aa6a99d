// @ts-check
/**
 * A JupyterLab 4 and Notebook 7 extension, for notebooks with the metadata key "ssfh_learn" only. It runs the cells when
 * the notebook opens and after every kernel restart, keeps outputs out of the file, and shows a page without code.
 *
 * Jupyter loads this file as a webpack "module federation" container: `init` gets the packages that the page shares,
 * `get` returns our plugin. Written by hand: one plugin that bundles nothing of Jupyter's needs no webpack.
 *
 * @typedef {{ connect(slot: (sender: any, args: any) => void): void, disconnect(slot: any, owner: any): void }} Signal
 * @typedef {{ type: string, getMetadata(key: string): any }} CellModel
 * @typedef {{ model: CellModel, node: HTMLElement, inputHidden: boolean, syncCollapse: boolean }} Cell
 * @typedef {{ stateChanged: Signal, dirty: boolean, getMetadata(key: string): unknown, toJSON(): any }} Model
 * @typedef {{ requestKernelInfo(): Promise<unknown> }} Kernel
 * @typedef {{ ready: Promise<void>, statusChanged: Signal, kernelChanged: Signal, iopubMessage: Signal,
 *   session: { kernel: Kernel | null } | null, kernelPreference: object }} SessionContext
 * @typedef {{ ready: Promise<void>, model: Model, sessionContext: SessionContext }} Context
 * @typedef {{ node: HTMLElement, widgets: Cell[] }} Notebook
 * @typedef {{ node: HTMLElement, isDisposed: boolean, revealed: Promise<void>, context: Context, content: Notebook }} Panel
 * @typedef {{ execute(cell: Cell, session: SessionContext): Promise<any> }} CodeCell
 */
import { lab } from '../../../words/frontend.json';

(() => {
  const METADATA_KEY = 'ssfh_learn';
  const COMMAND = 'ssfh_learn:show-code';
  const OUR_CODE = /^\s*(from ssfh_learn import [\w, ]+|(activity|assignment|grade)\(.*\))\s*$/;
  /** Milliseconds in which a restart normally shows itself. */
  const RESTART_TAKES = 3000;
  /** Remembered per browser: a trainer switches it on once, a learner never sees the difference. */
  const CODE_IS_SHOWN = 'ssfh_learn:code-is-shown';
  /** Jupyter lets browsers keep these files for a year; the ?v= in package.json, a hash of both, tells them apart. */
  const HERE = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src);
  const STYLESHEET = new URL(`reading.css${HERE.search}`, HERE).href;

  /** @type {Record<string, Record<string, { get(): Promise<() => any> }>>} */
  let shared = {};

  /** A package of the page itself, or {} where this page (Voilà, an older Jupyter) has none. @param {string} name */
  async function shared_package(name) {
    const [version] = Object.values(shared[name] ?? {});
    return version ? (await version.get())() : {};
  }

  /** A cell without what a run leaves behind; learners see no code, so our own is stored hidden. @param {any} cell */
  function authored(cell) {
    if (cell.cell_type !== 'code') return cell;
    const { trusted: _, execution: __, ...metadata } = cell.metadata;
    const is_ours = OUR_CODE.test([cell.source].flat().join(''));
    const jupyter = is_ours ? { jupyter: { ...metadata.jupyter, source_hidden: true } } : {};
    return { ...cell, metadata: { ...metadata, ...jupyter }, outputs: [], execution_count: null };
  }

  /** Store the notebook without outputs, and let only an edit (not a run) count as unsaved work. @param {Model} model */
  function keep_outputs_out_of_the_file(model) {
    const with_outputs = model.toJSON.bind(model);
    model.toJSON = () => {
      const content = with_outputs();
      const { widgets: _, ...metadata } = content.metadata;
      return { ...content, metadata, cells: content.cells.map(authored) };
    };
    const text = () => {
      // Jupyter rewrites the other metadata, kernelspec and language_info, with every kernel start; that is no edit.
      const { cells, metadata } = model.toJSON();
      return JSON.stringify([cells, metadata[METADATA_KEY]]);
    };
    let saved = text();
    const judge = () => {
      if (!model.dirty) saved = text();
      else if (text() === saved) model.dirty = false;
    };
    model.stateChanged.connect((_, { name }) => {
      // A microtask later, because the mark comes before, or halfway, the change that it is about.
      if (name === 'dirty') queueMicrotask(judge);
    });
    judge();
  }

  /** One cell after the other, so that an error in one activity leaves the next ones alone. Unlike "Run All" this
   * moves no focus, selection or scroll position. @param {Panel} panel @param {CodeCell} CodeCell */
  async function run(panel, CodeCell) {
    try {
      for (const cell of panel.content.widgets) {
        if (cell.model.type !== 'code') continue;
        const reply = await CodeCell.execute(cell, panel.context.sessionContext);
        cell.node.classList.toggle('ssfh-failed', reply?.content.status === 'error');
      }
    } catch (reason) {
      // Not an error in a cell (that is an output) but a kernel that went away halfway; the next kernel starts anew.
      console.warn(reason);
    }
  }

  /** Run now and after every restart. @param {Panel} panel @param {CodeCell} CodeCell */
  async function run_with_every_kernel(panel, CodeCell) {
    const { sessionContext } = panel.context;
    // Its only task is a dialog that the kernel died; the learner sees the activities come back instead.
    const { _onSessionStatusChanged: dialog } = /** @type {any} */ (panel);
    if (dialog) sessionContext.statusChanged.disconnect(dialog, panel);

    await Promise.all([panel.revealed, sessionContext.ready]);
    let is_first = true;
    let is_new = false;
    let runs = 0;
    const run_again = () => {
      runs += 1;
      void run(panel, CodeCell);
    };
    sessionContext.kernelChanged.connect((_, { newValue }) => (is_new = newValue !== null));
    sessionContext.statusChanged.connect((_, status) => {
      if (status === 'restarting' || status === 'autorestarting') is_new = true;
      // A restart from outside this page (another tab, the REST API) shows itself by "starting" only.
      const is_ready = status === 'starting' ? !is_first : is_new && status === 'idle';
      if (!is_ready) return;
      is_new = false;
      run_again();
    });
    sessionContext.iopubMessage.connect((_, { header, content }) => {
      if (header.msg_type !== 'shutdown_reply' || !content.restart) return;
      const before = runs;
      // Now and then such a restart shows no "starting" either; then the goodbye of the old kernel is all there is.
      setTimeout(async () => {
        await sessionContext.session?.kernel?.requestKernelInfo();
        if (runs === before) run_again();
      }, RESTART_TAKES);
    });
    await run(panel, CodeCell);
    is_first = false;
  }

  const code_is_shown = () => localStorage.getItem(CODE_IS_SHOWN) === 'yes';

  /** @param {Panel} panel */
  function show(panel) {
    panel.node.classList.toggle('ssfh-reading', !code_is_shown());
    const { assignment } = /** @type {any} */ (panel.context.model.getMetadata(METADATA_KEY)) ?? {};
    for (const cell of panel.content.widgets) {
      // The cells of a test that nbgrader keeps grades of mean nothing to a learner.
      cell.node.classList.toggle('ssfh-graded', assignment !== undefined && cell.model.getMetadata('nbgrader')?.grade === true);
      // Jupyter's one-letter shortcuts delete and move cells. On the cell, because Lumino looks from the focus upward.
      cell.node.toggleAttribute('data-lm-suppress-shortcuts', !code_is_shown());
      if (cell.model.type !== 'code') continue;
      cell.syncCollapse = false; // or the next line would be stored in the notebook as an edit
      cell.inputHidden = !code_is_shown();
    }
  }

  /** A learner's double click opens no text for editing, Ctrl+S no "save web page" dialog. @param {Panel} panel */
  function forbid_editing_while_reading(panel) {
    const { node } = panel.content;
    node.addEventListener('dblclick', (event) => code_is_shown() || event.stopPropagation(), { capture: true });
    node.addEventListener('keydown', (event) => {
      if (!code_is_shown() && (event.ctrlKey || event.metaKey) && event.key === 's') event.preventDefault();
    });
  }

  /** @param {any} tracker @param {CodeCell} CodeCell @returns {Set<Panel>} the open panels of modules, kept up to date */
  function open_modules(tracker, CodeCell) {
    const contexts = new WeakSet();
    const panels = new Set();
    const open = async (/** @type {Panel & { disposed: Signal }} */ panel) => {
      await panel.context.ready;
      if (panel.context.model.getMetadata(METADATA_KEY) === undefined) return;
      panels.add(panel);
      panel.disposed.connect(() => panels.delete(panel));
      show(panel);
      forbid_editing_while_reading(panel);
      // A second view on the same notebook shares its cells and kernel.
      if (contexts.has(panel.context)) return;
      contexts.add(panel.context);
      const { sessionContext, model } = panel.context;
      // No "Select Kernel" dialog for a notebook that names a kernel which this computer does not have.
      sessionContext.kernelPreference = { ...sessionContext.kernelPreference, autoStartDefault: true };
      keep_outputs_out_of_the_file(model);
      await run_with_every_kernel(panel, CodeCell);
    };
    tracker.forEach(open);
    tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => void open(panel));
    return panels;
  }

  /** @param {string} _module always "./extension", as package.json says */
  async function get(_module) {
    const { INotebookTracker } = await shared_package('@jupyterlab/notebook');
    const { CodeCell } = await shared_package('@jupyterlab/cells');
    const { ICommandPalette } = await shared_package('@jupyterlab/apputils');
    const { IMainMenu } = await shared_package('@jupyterlab/mainmenu');

    /** @param {any} app @param {any} tracker @param {any} palette @param {any} menu */
    function activate(app, tracker, palette, menu) {
      if (!tracker || !CodeCell) return;
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: STYLESHEET });
      document.head.append(link);
      document.documentElement.style.setProperty('--ssfh-failed', JSON.stringify(lab.failed));
      const panels = open_modules(tracker, CodeCell);
      app.commands.addCommand(COMMAND, {
        label: lab.show_code,
        isToggled: code_is_shown,
        isVisible: () => panels.has(tracker.currentWidget),
        execute: () => {
          localStorage.setItem(CODE_IS_SHOWN, code_is_shown() ? 'no' : 'yes');
          panels.forEach(show);
        },
      });
      palette?.addItem({ command: COMMAND, category: 'SSFH' });
      menu?.viewMenu.addGroup([{ command: COMMAND }], 0);
    }

    const optional = [INotebookTracker, ICommandPalette, IMainMenu];
    // Where a token is missing (Voilà) the plugin asks for nothing, gets no tracker, and does nothing.
    const plugin = { id: 'ssfh_learn:plugin', autoStart: true, optional: optional.every(Boolean) ? optional : [], activate };
    return () => plugin;
  }

  const containers = /** @type {any} */ (window);
  containers._JUPYTERLAB ??= {};
  containers._JUPYTERLAB.ssfh_learn = { get, init: (/** @type {typeof shared} */ scope) => void (shared = scope) };
})();
