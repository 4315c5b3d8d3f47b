// The elements of one input, which of them are unfolded, and the one that is looked at.
import type { Tree, TreeNode } from "keybundle";

/** One element, in the order of the bytes. */
export interface Row {
  node: TreeNode;
  depth: number;
  parent: Row | undefined;
  children: Row[];
  /** Behind its last byte. */
  end: number;
  /** Its place among its siblings, from 1. */
  position: number;
  siblings: number;
}

/** A tree of at most so many elements is unfolded whole at first; a larger one so deep. */
const SMALL = 150;
const UNFOLDED = 3;

const size = (rows: Row[]): number => rows.reduce((sum, { children }) => sum + 1 + size(children), 0);

/** The zeros that close an indefinite length. */
const CLOSING = 2;

export class Asn1 {
  readonly bytes: Uint8Array;
  readonly tree: Tree;
  readonly roots: Row[];
  unfolded = $state.raw(new Set<Row>());
  /** What has the focus, or had it last. */
  selected = $state.raw<Row>();
  /** What the pointer is over. */
  hovered = $state.raw<Row>();

  constructor(bytes: Uint8Array, tree: Tree) {
    this.bytes = bytes;
    this.tree = tree;
    this.roots = rows(tree.nodes, 0, undefined);
    const depth = size(this.roots) <= SMALL ? Infinity : UNFOLDED;
    const open = new Set<Row>();
    const unfold = (row: Row) => {
      if (row.depth >= depth || row.children.length === 0) return;
      open.add(row);
      row.children.forEach(unfold);
    };
    this.roots.forEach(unfold);
    this.unfolded = open;
    this.selected = this.roots[0];
  }

  /** What is shown of, from top to bottom. */
  get visible(): Row[] {
    const list: Row[] = [];
    const visit = (row: Row) => {
      list.push(row);
      if (this.unfolded.has(row)) row.children.forEach(visit);
    };
    this.roots.forEach(visit);
    return list;
  }

  /** The innermost element that a byte belongs to. */
  at(offset: number): Row | undefined {
    let found: Row | undefined;
    for (let list = this.roots; ; ) {
      const next = list.find(({ node, end }) => node.offset <= offset && offset < end);
      if (!next) return found;
      found = next;
      list = next.children;
    }
  }

  /** Looks at an element, unfolding what it lies in. */
  select(row: Row) {
    this.selected = row;
    // The keyboard goes on from where the pointer happens to rest.
    this.hovered = undefined;
    const open = new Set(this.unfolded);
    for (let outer = row.parent; outer; outer = outer.parent) open.add(outer);
    if (open.size !== this.unfolded.size) this.unfolded = open;
  }

  fold(row: Row, open: boolean) {
    const next = new Set(this.unfolded);
    if (open) next.add(row);
    else next.delete(row);
    this.unfolded = next;
  }

  /** The bytes of an element, its header among them. */
  bytesOf = ({ node, end }: Row) => this.bytes.subarray(node.offset, end);
}

function rows(nodes: TreeNode[], depth: number, parent: Row | undefined): Row[] {
  return nodes.map((node, index) => {
    const end = node.offset + node.header_length + node.length + (node.indefinite ? CLOSING : 0);
    const row: Row = { node, depth, parent, children: [], end, position: index + 1, siblings: nodes.length };
    row.children = rows(node.children, depth + 1, row);
    return row;
  });
}
