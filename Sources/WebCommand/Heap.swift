#if Web
    #if canImport(CMalloc)
        import CMalloc
    #endif

    /// How a program that runs for weeks holds its memory.
    enum Heap {
        /// Buffers from this size on are mapped by themselves and go back to the system when they are freed, bytes. Compressed answers are
        /// smaller, so that sending them costs no system call; pages and JSON while they are written are larger.
        static let largeBuffer: Int32 = 1 << 20

        /// Keeps glibc from raising that size by itself: by its own rule the first page of some megabytes moves it above all others, which then
        /// lie scattered between small things that live long (mallopt(3), M_MMAP_THRESHOLD).
        static func givesBackLargeBuffers() {
            #if canImport(CMalloc)
                _ = mallopt(M_MMAP_THRESHOLD, largeBuffer)
                _ = mallopt(M_TRIM_THRESHOLD, largeBuffer)
            #endif
        }
    }
#endif
