//! The texts in a Rust source, each with where it stands and what it is given to.

/// A text in the source, as the program has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    /// Its line, from 1 on.
    pub(crate) line: usize,
    /// What it says.
    pub(crate) text: String,
    /// The names before the brackets it stands in, from the outside; `#[` for an attribute.
    pub(crate) inside: Vec<String>,
}

/// The texts of a source, without those of its remarks and of its tests.
pub(crate) fn literals(source: &str) -> Vec<Literal> {
    let product: Vec<char> = source[..tests_from(source)].chars().collect();
    let mut reader = Reader {
        source: &product,
        at: 0,
        line: 1,
        name: String::new(),
        inside: Vec::new(),
        found: Vec::new(),
    };
    while reader.at < product.len() {
        reader.step();
    }
    reader.found
}

/// Where the tests of a source begin: they stand last.
fn tests_from(source: &str) -> usize {
    let marks = source.match_indices("#[cfg(test)]");
    let mut begins = marks.filter(|(at, mark)| {
        let mut rest = source[at + mark.len()..].trim_start();
        while rest.starts_with("#[") {
            rest = rest
                .split_once(']')
                .map_or("", |(_, rest)| rest)
                .trim_start();
        }
        ["mod ", "pub mod ", "pub(crate) mod "]
            .iter()
            .any(|begin| rest.starts_with(begin))
    });
    begins.next().map_or(source.len(), |(at, _)| at)
}

struct Reader<'a> {
    source: &'a [char],
    at: usize,
    line: usize,
    /// The name that was read last, with its `!` where it is a macro.
    name: String,
    inside: Vec<String>,
    found: Vec<Literal>,
}

impl Reader<'_> {
    fn peek(&self, further: usize) -> char {
        self.source.get(self.at + further).copied().unwrap_or('\0')
    }

    fn take(&mut self) -> char {
        let one = self.peek(0);
        self.at += 1;
        self.line += usize::from(one == '\n');
        one
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => {
                while self.at < self.source.len() && self.peek(0) != '\n' {
                    self.take();
                }
            }
            ('/', '*') => self.remark(),
            ('#', '[') => self.attribute(2),
            ('#', '!') if self.peek(2) == '[' => self.attribute(3),
            ('"', _) => self.text(),
            ('r', '"' | '#') if self.is_raw(1) => self.raw(1),
            ('b' | 'c', 'r') if self.is_raw(2) => self.raw(2),
            ('\'', _) => self.character(),
            (one, _) if one.is_alphabetic() || one == '_' => self.word(),
            ('(' | '[' | '{', _) => {
                self.inside.push(std::mem::take(&mut self.name));
                self.take();
            }
            (')' | ']' | '}', _) => {
                self.inside.pop();
                self.name.clear();
                self.take();
            }
            (one, _) => {
                if !one.is_whitespace() {
                    self.name.clear();
                }
                self.take();
            }
        }
    }

    fn attribute(&mut self, length: usize) {
        self.inside.push("#[".to_owned());
        self.name.clear();
        self.at += length;
    }

    fn remark(&mut self) {
        let mut depth = 0;
        while self.at < self.source.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => {
                    depth += 1;
                    self.at += 2;
                }
                ('*', '/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {
                    self.take();
                }
            }
        }
    }

    fn word(&mut self) {
        let mut name = String::new();
        while self.peek(0).is_alphanumeric() || self.peek(0) == '_' {
            name.push(self.take());
        }
        if self.peek(0) == '!' && self.peek(1) != '=' {
            name.push(self.take());
        }
        self.name = name;
    }

    /// A letter between two marks; a single mark begins the name of a lifetime.
    fn character(&mut self) {
        if self.peek(1) == '\\' {
            self.at += 3;
            while self.at < self.source.len() && self.take() != '\'' {}
        } else if self.peek(2) == '\'' {
            self.at += 3;
        } else {
            self.at += 1;
        }
    }

    fn is_raw(&self, from: usize) -> bool {
        let mut at = from;
        while self.peek(at) == '#' {
            at += 1;
        }
        self.peek(at) == '"'
    }

    fn raw(&mut self, prefix: usize) {
        self.at += prefix;
        let mut marks = 0;
        while self.peek(0) == '#' {
            marks += 1;
            self.at += 1;
        }
        self.at += 1;
        let line = self.line;
        let mut text = String::new();
        while self.at < self.source.len() {
            if self.peek(0) == '"' && (1..=marks).all(|further| self.peek(further) == '#') {
                self.at += 1 + marks;
                break;
            }
            text.push(self.take());
        }
        self.keep(line, text);
    }

    fn text(&mut self) {
        let line = self.line;
        self.at += 1;
        let mut text = String::new();
        while self.at < self.source.len() {
            match self.take() {
                '"' => break,
                '\\' => self.escaped(&mut text),
                one => text.push(one),
            }
        }
        self.keep(line, text);
    }

    fn escaped(&mut self, text: &mut String) {
        match self.take() {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '0' => text.push('\0'),
            // A text that goes on in the next line begins there with its first letter.
            '\n' => {
                while self.peek(0).is_whitespace() {
                    self.take();
                }
            }
            'x' => {
                let digits = [self.take(), self.take()];
                text.extend(letter(&digits.iter().collect::<String>()));
            }
            'u' => {
                let mut digits = String::new();
                self.take();
                while self.at < self.source.len() && self.peek(0) != '}' {
                    digits.push(self.take());
                }
                self.take();
                text.extend(letter(&digits.replace('_', "")));
            }
            one => text.push(one),
        }
    }

    fn keep(&mut self, line: usize, text: String) {
        self.name.clear();
        self.found.push(Literal {
            line,
            text,
            inside: self.inside.clone(),
        });
    }
}

fn letter(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
}

#[test]
fn texts_are_found_with_what_they_are_given_to() {
    let source = "//! \"no\"\n/* \"no\" /* \"no\" */ */\n#[error(\"told\")]\nfn a<'b>(c: &'b str) {\n    warn!(x = 1, \"logged\");\n    \
                  let d = ['\"', '\\'', '\\u{41}'];\n    say(r#\"a \"raw\" one\"#);\n    say(\"joined \\\n        up\\n\\u{201c}\");\n}\n\
                  #[cfg(test)]\nuse one;\nconst F: &str = \"after\";\n#[cfg(test)]\nmod tests { const E: &str = \"tested\"; }\n";
    let told: Vec<(usize, String, String)> = literals(source)
        .into_iter()
        .map(|one| (one.line, one.text, one.inside.join(" ")))
        .collect();
    let expected = [
        (3, "told", "#[ error"),
        (5, "logged", " warn!"),
        (7, "a \"raw\" one", " say"),
        (8, "joined up\n\u{201c}", " say"),
        (13, "after", ""),
    ];
    assert_eq!(
        told,
        expected.map(|(line, text, inside)| (line, text.to_owned(), inside.to_owned()))
    );
}
