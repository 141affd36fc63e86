//! How replies are built, read off the declarations the page's types are generated from.

use std::collections::BTreeMap;

use crate::bindings;

/// How a value is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text.
    Text,
    /// Exactly this text, by which one alternative is told from another.
    Exactly(String),
    /// A number.
    Number,
    /// A switch or nothing: never a text.
    Plain,
    /// A declared type.
    Named(String),
    /// Any number of one shape.
    List(Box<Shape>),
    /// One after the other.
    Tuple(Vec<Shape>),
    /// Members by name.
    Members(Vec<(String, Shape)>),
    /// Any names, each with one shape.
    Map(Box<Shape>),
    /// One of these.
    Either(Vec<Shape>),
}

/// The shapes of every reply and of all they are made of.
#[derive(Debug)]
pub(crate) struct Shapes {
    declared: BTreeMap<String, Shape>,
    replies: BTreeMap<&'static str, Shape>,
}

impl Shapes {
    /// Reads them off the command table.
    pub(crate) fn of_the_table() -> Self {
        let (declarations, replies) = bindings::reply_declarations();
        Self {
            declared: declarations
                .into_iter()
                .map(|(name, declaration)| (name, of_declaration(&declaration)))
                .collect(),
            replies: replies
                .into_iter()
                .map(|(command, reply)| (command, Reader::of(&reply).union()))
                .collect(),
        }
    }

    /// The shape of a declared type.
    pub(crate) fn named(&self, name: &str) -> Option<&Shape> {
        self.declared.get(name)
    }

    /// The shape of what a command answers.
    pub(crate) fn reply(&self, command: &str) -> Option<&Shape> {
        self.replies.get(command)
    }

    #[cfg(test)]
    pub(crate) fn replies(&self) -> impl Iterator<Item = &Shape> {
        self.replies.values()
    }
}

fn of_declaration(declaration: &str) -> Shape {
    let code = without_remarks(declaration);
    let body = code.split_once('=').map_or("", |(_, body)| body);
    Reader::of(body).union()
}

fn without_remarks(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    code
}

/// Reads the little of TypeScript that declarations are written in.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn takes(&mut self, mark: &str) -> bool {
        self.rest = self.rest.trim_start();
        let Some(rest) = self.rest.strip_prefix(mark) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|character: char| !(character.is_alphanumeric() || character == '_'))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn quoted(&mut self) -> &'a str {
        let (text, rest) = self.rest.split_once('"').unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn union(&mut self) -> Shape {
        let mut alternatives = vec![self.single()];
        while self.takes("|") {
            alternatives.push(self.single());
        }
        match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Shape::Either(alternatives),
        }
    }

    fn single(&mut self) -> Shape {
        if self.takes("{") {
            return self.members();
        }
        if self.takes("[") {
            return Shape::Tuple(self.until("]"));
        }
        if self.takes("\"") {
            return Shape::Exactly(self.quoted().to_owned());
        }
        let word = self.word();
        match word {
            "string" => Shape::Text,
            "number" => Shape::Number,
            "boolean" | "null" | "never" | "symbol" => Shape::Plain,
            "Array" | "Record" => {
                let mut inside = if self.takes("<") {
                    self.until(">")
                } else {
                    Vec::new()
                };
                let last = inside.pop().unwrap_or(Shape::Plain);
                if word == "Array" {
                    Shape::List(Box::new(last))
                } else {
                    Shape::Map(Box::new(last))
                }
            }
            _ => Shape::Named(word.to_owned()),
        }
    }

    fn until(&mut self, end: &str) -> Vec<Shape> {
        let mut shapes = Vec::new();
        while !self.takes(end) && !self.rest.is_empty() {
            shapes.push(self.union());
            self.takes(",");
        }
        shapes
    }

    fn members(&mut self) -> Shape {
        if self.takes("[") {
            // `[key in string]`: any names.
            self.rest = self.rest.split_once(']').map_or("", |(_, rest)| rest);
            self.takes("?");
            self.takes(":");
            let shape = self.union();
            self.takes(",");
            self.takes("}");
            return Shape::Map(Box::new(shape));
        }
        let mut members = Vec::new();
        while !self.takes("}") && !self.rest.is_empty() {
            let name = if self.takes("\"") {
                self.quoted()
            } else {
                self.word()
            };
            self.takes("?");
            self.takes(":");
            members.push((name.to_owned(), self.union()));
            self.takes(",");
        }
        Shape::Members(members)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, Shapes, of_declaration};

    fn members(shape: &Shape) -> Vec<&str> {
        match shape {
            Shape::Members(members) => members.iter().map(|(name, _)| name.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_declaration_is_read_with_its_remarks_left_out() {
        let shape = of_declaration(
            "export type Row = { \n/**\n * Of {it}: all, some.\n */\ncells: Array<string>, record: number | null, \
             lengths: [number, string] | null, left: { [key in string]: number }, mark: SourceMark, };",
        );
        assert_eq!(
            members(&shape),
            ["cells", "record", "lengths", "left", "mark"]
        );
        let Shape::Members(read) = shape else {
            panic!("no members");
        };
        assert_eq!(read[0].1, Shape::List(Box::new(Shape::Text)));
        assert_eq!(read[1].1, Shape::Either(vec![Shape::Number, Shape::Plain]));
        assert_eq!(
            read[2].1,
            Shape::Either(vec![
                Shape::Tuple(vec![Shape::Number, Shape::Text]),
                Shape::Plain
            ])
        );
        assert_eq!(read[3].1, Shape::Map(Box::new(Shape::Number)));
        assert_eq!(read[4].1, Shape::Named("SourceMark".into()));
    }

    #[test]
    fn every_reply_of_the_table_is_understood() {
        fn named<'a>(shape: &'a Shape, names: &mut Vec<&'a str>) {
            match shape {
                Shape::Named(name) => names.push(name),
                Shape::List(inside) | Shape::Map(inside) => named(inside, names),
                Shape::Tuple(inside) | Shape::Either(inside) => {
                    for one in inside {
                        named(one, names);
                    }
                }
                Shape::Members(members) => {
                    for (_, one) in members {
                        named(one, names);
                    }
                }
                Shape::Text | Shape::Exactly(_) | Shape::Number | Shape::Plain => {}
            }
        }
        let shapes = Shapes::of_the_table();
        let mut names = Vec::new();
        shapes.replies().for_each(|one| named(one, &mut names));
        shapes
            .declared
            .values()
            .for_each(|one| named(one, &mut names));
        for name in names {
            assert!(shapes.named(name).is_some(), "{name} is declared nowhere");
        }
    }
}
