//! The additional data of AuthEnvelopedData: its attributes in DER (RFC 5083 §2.2).

use super::{encrypted_content::joined, tlv::tlv};
use keybundle_encoding::{
    Result,
    ber::{Class, Element, Tag},
};

/// The forms in which a writer may have authenticated the attributes, the likeliest first: as they stand, with the tag
/// of a SET; and in DER, where they do not stand so. Without attributes, nothing.
pub(crate) fn forms(attributes: Option<&Element<'_>>) -> Vec<Vec<u8>> {
    let Some(attributes) = attributes else { return vec![Vec::new()] };
    let mut forms = vec![tlv(SET, &[attributes.content()])];
    if let Ok(der) = members(attributes).map(sorted_set)
        && !forms.contains(&der)
    {
        forms.push(der);
    }
    forms
}

const SET: u8 = 0x31;

fn sorted_set(mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    tlv(SET, &[&members.concat()])
}

fn members(element: &Element<'_>) -> Result<Vec<Vec<u8>>> {
    let mut inside = element.children()?;
    let mut members = Vec::new();
    while let Some(member) = inside.next_element()? {
        members.push(to_der(&member)?);
    }
    Ok(members)
}

/// An element in DER (X.690 §10): definite lengths, strings in one piece, sets sorted.
fn to_der(element: &Element<'_>) -> Result<Vec<u8>> {
    let Some(&identifier) = element.raw().first() else { return Ok(Vec::new()) };
    if !element.is_constructed() {
        return Ok(tlv(identifier, &[element.content()]));
    }
    let tag = element.tag();
    if tag == Tag::SET {
        return members(element).map(sorted_set);
    }
    if tag.class == Class::Universal && tag != Tag::SEQUENCE {
        return Ok(tlv(identifier & !0x20, &[&joined(element)?]));
    }
    Ok(tlv(identifier, &[&members(element)?.concat()]))
}

#[cfg(test)]
mod tests {
    use super::forms;
    use keybundle_encoding::ber::Element;

    #[test]
    fn attributes_in_ber_have_a_second_form() {
        // [1] of an indefinite length: a SEQUENCE with a string in pieces, and before it one that sorts after it.
        let ber =
            [&[0xa1, 0x80, 0x30, 3, 2, 1, 9][..], &[0x30, 0x80, 0x24, 0x80, 4, 1, 1, 4, 1, 2, 0, 0, 0, 0], &[0, 0]]
                .concat();
        let forms = forms(Some(&Element::parse(&ber).unwrap()));
        assert_eq!(forms.len(), 2);
        assert_eq!(forms[1], [0x31, 11, 0x30, 3, 2, 1, 9, 0x30, 4, 4, 2, 1, 2]);
    }

    #[test]
    fn attributes_in_der_have_one_form() {
        let der = [0xa1, 5, 0x30, 3, 2, 1, 9];
        assert_eq!(forms(Some(&Element::parse(&der).unwrap())), [[0x31, 5, 0x30, 3, 2, 1, 9]]);
        assert_eq!(forms(None), [Vec::<u8>::new()]);
    }
}
