//! Which values an expression looks at.

use super::access::Path;
use super::expression::{Expression, Node};

impl Expression {
    /// The paths that the expression reads of what it is evaluated over, each once, in the order of
    /// its text. What the function of `reduce` reads of `current` and `accumulator` is none of them.
    pub fn reads(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        gather(&self.0, &mut paths);
        paths
    }
}

fn gather<'e>(node: &'e Node, paths: &mut Vec<&'e Path>) {
    match node {
        Node::Boolean(_) | Node::Integer(_) | Node::Text(_) | Node::Time(_) => {}
        Node::Var(path) if paths.contains(&path) => {}
        Node::Var(path) => paths.push(path),
        Node::Array(nodes) | Node::And(nodes) | Node::Compare(_, nodes) => each(nodes, paths),
        Node::If(nodes) => each(&**nodes, paths),
        Node::Equal(nodes) | Node::In(nodes) | Node::Plus(nodes) => each(&**nodes, paths),
        Node::Not(from)
        | Node::DateOfBirth(from)
        | Node::PlusTime { from, .. }
        | Node::ExtractFromUvci { from, .. } => gather(from, paths),
        Node::Reduce(nodes) => {
            let [list, _, first] = &**nodes;
            gather(list, paths);
            gather(first, paths);
        }
    }
}

fn each<'e>(nodes: &'e [Node], paths: &mut Vec<&'e Path>) {
    for node in nodes {
        gather(node, paths);
    }
}
