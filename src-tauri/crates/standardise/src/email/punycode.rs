//! International domain names in their ASCII form (RFC 3492), so that one domain has one spelling.

/// The ASCII form of a domain in lower case; nothing where a label cannot be one.
pub(super) fn domain_to_ascii(domain: &str) -> Option<String> {
    let labels: Option<Vec<String>> = domain
        .replace(['。', '．'], ".")
        .split('.')
        .map(label_to_ascii)
        .collect();
    labels.map(|labels| labels.join("."))
}

fn label_to_ascii(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    if !label
        .chars()
        .all(|character| character.is_alphanumeric() || character == '-')
    {
        return None;
    }
    encode(label).map(|encoded| format!("xn--{encoded}"))
}

fn encode(label: &str) -> Option<String> {
    let characters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut encoded: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(encoded.len()).ok()?;
    if basic > 0 {
        encoded.push('-');
    }
    let total = u32::try_from(characters.len()).ok()?;
    let (mut next, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    while done < total {
        let smallest = characters
            .iter()
            .copied()
            .filter(|&one| one >= next)
            .min()?;
        delta = delta.checked_add((smallest - next).checked_mul(done + 1)?)?;
        next = smallest;
        for &character in &characters {
            if character < next {
                delta = delta.checked_add(1)?;
            }
            if character == next {
                push_number(&mut encoded, delta, bias)?;
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(encoded)
}

fn push_number(encoded: &mut String, delta: u32, bias: u32) -> Option<()> {
    let mut rest = delta;
    let mut weight = 36;
    loop {
        let threshold = weight_threshold(weight, bias);
        if rest < threshold {
            encoded.push(digit(rest)?);
            return Some(());
        }
        encoded.push(digit(threshold + (rest - threshold) % (36 - threshold))?);
        rest = (rest - threshold) / (36 - threshold);
        weight += 36;
    }
}

fn weight_threshold(weight: u32, bias: u32) -> u32 {
    weight.saturating_sub(bias).clamp(1, 26)
}

fn adapted(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36)
}

#[cfg(test)]
mod tests {
    use super::domain_to_ascii;

    #[test]
    fn known_forms() {
        for (domain, ascii) in [
            ("müller.de", "xn--mller-kva.de"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("例子.广告", "xn--fsqu00a.xn--4rr70v"),
            ("mañana.com", "xn--maana-pta.com"),
            ("plain.com", "plain.com"),
        ] {
            assert_eq!(domain_to_ascii(domain).as_deref(), Some(ascii));
        }
        assert_eq!(domain_to_ascii("a b\u{fc}.de"), None);
    }
}
