//! What an input looks like as nested elements, for people who look at one.

use super::{Class, Element, Reader, Tag, ends::Ends};
use crate::{Error, Result};
use alloc::vec::Vec;

/// One element and those inside it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Node<'a> {
    /// The element; its position is that in the whole input.
    pub element: Element<'a>,
    /// The elements inside: its own, or those that its string encapsulates.
    pub children: Vec<Self>,
    /// Whether the children stand in the content of an OCTET STRING or BIT STRING, where only the surrounding type says
    /// what that is: here it was tried.
    pub is_encapsulating: bool,
    /// Why the elements inside end before the content does.
    pub damage: Option<Error>,
}

/// The elements of an input.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tree<'a> {
    /// Those that stand side by side.
    pub nodes: Vec<Node<'a>>,
    /// Why they end before the input does.
    pub damage: Option<Error>,
    /// Whether there were more nodes than allowed.
    pub is_cut: bool,
}

impl<'a> Tree<'a> {
    /// Reads as many elements as there are, at most `most` of them. What is damaged ends the list in which it stands.
    ///
    /// ```
    /// use keybundle_encoding::ber::Tree;
    /// // SEQUENCE of an OCTET STRING that holds an INTEGER, and of a NULL that is cut off.
    /// let tree = Tree::read(&[0x30, 6, 0x04, 3, 0x02, 1, 7, 0x05], 100)?;
    /// let [sequence] = tree.nodes.as_slice() else { panic!() };
    /// assert!(sequence.damage.is_some());
    /// let [octets] = sequence.children.as_slice() else { panic!() };
    /// assert!(octets.is_encapsulating);
    /// assert_eq!(octets.children[0].element.position(), 4);
    /// # Ok::<(), keybundle_encoding::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Element::parse_first`] when there is no element at the start.
    pub fn read(bytes: &'a [u8], most: usize) -> Result<Self> {
        Element::parse_first(bytes)?;
        let mut budget = Budget { left: most, is_spent: false };
        let (nodes, damage) = siblings(Reader::new(bytes), &mut budget);
        Ok(Self { nodes, damage, is_cut: budget.is_spent })
    }
}

/// How many nodes may still be made, and whether that was too few.
#[derive(Clone)]
struct Budget {
    left: usize,
    is_spent: bool,
}

/// All elements of a reader, and what ended them early.
fn siblings<'a>(mut reader: Reader<'a>, budget: &mut Budget) -> (Vec<Node<'a>>, Option<Error>) {
    let mut nodes = Vec::new();
    loop {
        if budget.left == 0 && !reader.is_empty() {
            budget.is_spent = true;
            return (nodes, None);
        }
        match reader.next_element() {
            Ok(Some(element)) => {
                budget.left -= 1;
                nodes.push(node(element, budget));
            }
            Ok(None) => return (nodes, None),
            Err(error) => return (nodes, Some(error)),
        }
    }
}

fn node<'a>(element: Element<'a>, budget: &mut Budget) -> Node<'a> {
    if let Ok(children) = element.children() {
        let (children, damage) = siblings(children, budget);
        return Node { element, children, is_encapsulating: false, damage };
    }
    let children = encapsulated(&element, budget).unwrap_or_default();
    Node { is_encapsulating: !children.is_empty(), element, children, damage: None }
}

/// What a string holds, if that is one whole element of a universal type: of a BIT STRING a SEQUENCE or SET, since its
/// bits look like short elements more easily.
fn encapsulated<'a>(element: &Element<'a>, budget: &mut Budget) -> Option<Vec<Node<'a>>> {
    let content = element.content();
    let (inside, is_bits) = match element.tag() {
        Tag::OCTET_STRING => (content, false),
        Tag::BIT_STRING => (content.strip_prefix(&[0])?, true),
        _ => return None,
    };
    if inside.is_empty() || budget.left == 0 {
        return None;
    }
    let position = element.position().saturating_add(element.header_length() + content.len() - inside.len());
    let reader = Reader::inside(inside, position, element.depth().saturating_add(1), Ends::default());
    let mut ahead = reader.clone();
    let only = ahead.next_element().ok()??;
    let tag = only.tag();
    let is_collection = only.is_constructed() && matches!(tag, Tag::SEQUENCE | Tag::SET);
    // A string of two bytes is rather a number or a flag than an element without content.
    let is_plain = !only.is_constructed()
        && tag.class == Class::Universal
        && matches!(tag.number, 1..=6 | 10..=30)
        && !only.content().is_empty();
    if !ahead.is_empty() || !(is_collection || is_plain && !is_bits) {
        return None;
    }
    let mut spent = budget.clone();
    let (nodes, damage) = siblings(reader, &mut spent);
    if damage.is_some() || nodes.iter().any(is_damaged) {
        return None;
    }
    *budget = spent;
    Some(nodes)
}

fn is_damaged(node: &Node<'_>) -> bool {
    node.damage.is_some() || node.children.iter().any(is_damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn wrapped(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x84], &length[..], content].concat()
    }

    fn count(nodes: &[Node<'_>]) -> usize {
        nodes.iter().map(|node| 1 + count(&node.children)).sum()
    }

    #[test]
    fn positions_are_those_of_the_whole_input() {
        // An indefinite SEQUENCE, a BIT STRING that holds a SEQUENCE, and a second element beside it.
        let bytes = [0x30, 0x80, 0x03, 5, 0, 0x30, 2, 0x05, 0, 0, 0, 0x02, 1, 9];
        let tree = Tree::read(&bytes, 100).unwrap();
        let [sequence, integer] = tree.nodes.as_slice() else { panic!("{tree:?}") };
        assert_eq!((integer.element.position(), tree.is_cut), (11, false));
        let [bits] = sequence.children.as_slice() else { panic!("{sequence:?}") };
        assert!(bits.is_encapsulating);
        let inner = &bits.children[0];
        assert_eq!((inner.element.position(), inner.children[0].element.position()), (5, 7));
    }

    #[test]
    fn bytes_that_are_no_whole_element_are_no_children() {
        for content in [&[0x30, 3, 0x05, 0][..], &[0x05, 0], &[0x30, 2, 0x05, 1], &[0x30, 0, 0], &[]] {
            let bytes = [&[0x04, u8::try_from(content.len()).unwrap()], content].concat();
            let tree = Tree::read(&bytes, 100).unwrap();
            assert!(!tree.nodes[0].is_encapsulating, "{content:x?}");
            assert_eq!(tree.damage, None);
        }
    }

    #[test]
    fn nodes_are_bounded_and_the_cut_is_told() {
        let bytes = [0x05, 0].repeat(1000);
        let tree = Tree::read(&bytes, 10).unwrap();
        assert_eq!((count(&tree.nodes), tree.is_cut), (10, true));
        let tree = Tree::read(&bytes, 1000).unwrap();
        assert_eq!((count(&tree.nodes), tree.is_cut), (1000, false));
    }

    #[test]
    fn strings_within_strings_end_at_the_depth_limit() {
        let mut bytes = vec![0x05, 0];
        for _ in 0..200 {
            bytes = wrapped(0x04, &bytes);
        }
        let tree = Tree::read(&bytes, 10_000).unwrap();
        assert!(count(&tree.nodes) <= super::super::MAX_DEPTH);
        assert!(Tree::read(&[], 10).is_err());
    }
}
