// generated from Python by `python -m tests.seam`: do not edit

export type Response =
  | {
      kind: "answer";
      question: string;
      answer:
        | string
        | string[]
        | {
            [k: string]: string;
          }
        | TrueFalseAnswer
        | null;
      reading?: ("strict" | "lenient") | null;
    }
  | {
      kind: "begin";
    }
  | {
      kind: "check";
      question: string;
      reading?: ("strict" | "lenient") | null;
    }
  | {
      kind: "hand_in";
    }
  | {
      kind: "retry";
      question: string;
    }
  | {
      kind: "retry_wrong";
    }
  | {
      kind: "hint";
      question: string;
    }
  | {
      kind: "start_over";
    }
  | {
      kind: "tick";
      question: string;
      points: string[];
    }
  | {
      kind: "go";
      question: string | null;
    }
  | {
      kind: "choose";
      node: string;
      choice: string;
    }
  | {
      kind: "continue";
      node: string;
    }
  | {
      kind: "reflect";
      text: string;
    }
  | {
      kind: "replay";
      turn?: number;
    }
  | {
      kind: "begin_again";
    }
  | {
      kind: "finish";
    }
  | {
      kind: "answer";
      item: string;
      value: number | "na" | null;
    }
  | {
      kind: "reopen";
    }
  | {
      what?: string | null;
      who?: string | null;
      when?: string | null;
      kind: "agreement";
      row: number;
    }
  | {
      kind: "role";
      role: "employee" | "manager";
    }
  | {
      kind: "remove_agreement";
      row: number;
    }
  | {
      kind: "note";
      theme: string;
      text: string;
    }
  | {
      kind: "remove_step";
      level: string;
      row: number;
    }
  | {
      what?: string | null;
      who?: string | null;
      when?: string | null;
      kind: "step";
      level: string;
      row: number;
      check?: string | null;
    }
  | {
      kind: "answer";
      prompt: string;
      text: string;
    }
  | {
      kind: "estimate";
      value: number;
    }
  | {
      kind: "estimate_again";
    }
  | {
      kind: "show";
    }
  | {
      kind: "choose";
      role: "employee" | "manager" | "workplace_trainer";
    }
  | {
      kind: "set";
      value: number;
    }
  | {
      kind: "add";
      part: string;
      values: {
        [k: string]: string;
      };
    }
  | {
      kind: "back";
    }
  | {
      kind: "begin";
      task: string;
    }
  | {
      kind: "change";
      part: string;
      record: string;
      values: {
        [k: string]: string;
      };
    }
  | {
      kind: "close_record";
    }
  | {
      kind: "look";
      part: string;
    }
  | {
      kind: "open_record";
      patient: string;
    }
  | {
      kind: "remove";
      part: string;
      record: string;
    }
  | {
      kind: "step";
      step: string;
    }
  | {
      kind: "undo_step";
      step: string;
    }
  | {
      kind: "choose_function";
      side: "present" | "wanted";
      function: string;
    }
  | {
      kind: "pick";
      item: string;
      step: string;
      picked: boolean;
    }
  | {
      kind: "begin";
      /**
       * @minItems 1
       * @maxItems 30
       */
      cards: [string, ...string[]];
    }
  | {
      kind: "erase" | "deliver";
    };

/**
 * The verdict and the reason, as far as they were given.
 */
export interface TrueFalseAnswer {
  verdict: boolean | null;
  reason: string | null;
}
