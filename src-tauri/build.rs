//! Bakes the window's configuration and the built page into the program.

fn main() {
    tauri_build::build();
}
