//! What a screen reader is told: title, lines, and a table with headings for columns and rows.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagTree};

/// The parts as they are drawn, in reading order.
pub(crate) struct Tags {
    head: Vec<TagGroup>,
    headings: TagGroup,
    rows: TagGroup,
    end: Vec<TagGroup>,
}

impl Tags {
    pub(crate) fn new() -> Self {
        Self {
            head: Vec::new(),
            headings: TagGroup::new(Tag::TR),
            rows: TagGroup::new(Tag::TBody),
            end: Vec::new(),
        }
    }

    /// A line of the title.
    pub(crate) fn title(&mut self, text: &str, drawn: Identifier) {
        let level = NonZeroU16::MIN;
        let heading = Tag::Hn(level, Some(text.to_owned()));
        self.head
            .push(TagGroup::with_children(heading, vec![Node::Leaf(drawn)]));
    }

    /// A line below the title.
    pub(crate) fn line(&mut self, drawn: Identifier) {
        self.head
            .push(TagGroup::with_children(Tag::P, vec![Node::Leaf(drawn)]));
    }

    /// What stands above a column.
    pub(crate) fn heading(&mut self, drawn: Identifier) {
        let cell = Tag::TH(TableHeaderScope::Column);
        self.headings
            .push(TagGroup::with_children(cell, vec![Node::Leaf(drawn)]));
    }

    /// A row: its cells, and which says who it is of.
    pub(crate) fn row(&mut self, drawn: Vec<Identifier>, heading: usize) {
        let mut row = TagGroup::new(Tag::TR);
        for (at, id) in drawn.into_iter().enumerate() {
            let leaf = vec![Node::Leaf(id)];
            row.push(if at == heading {
                TagGroup::with_children(Tag::TH(TableHeaderScope::Row), leaf)
            } else {
                TagGroup::with_children(Tag::TD, leaf)
            });
        }
        self.rows.push(row);
    }

    /// Who signs.
    pub(crate) fn signature(&mut self, drawn: Identifier) {
        self.end
            .push(TagGroup::with_children(Tag::P, vec![Node::Leaf(drawn)]));
    }

    pub(crate) fn tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for group in self.head {
            tree.push(group);
        }
        let headings = TagGroup::with_children(Tag::THead, vec![Node::Group(self.headings)]);
        let mut table = TagGroup::new(Tag::Table);
        table.push(headings);
        table.push(self.rows);
        tree.push(table);
        for group in self.end {
            tree.push(group);
        }
        tree
    }
}
