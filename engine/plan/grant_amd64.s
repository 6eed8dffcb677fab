//go:build !purego

#include "go_asm.h"
#include "textflag.h"
#include "simd_amd64.h"

// GRANTED takes eight entries of Y0 apart: their rows go to the stack, and behind those what v by Y7 makes of their weights. Single
// precision is enough: what it is off by is less than half a hundredth.
#define GRANTED \
	VPAND      Y8, Y0, Y1  \
	VMOVDQU    Y1, (SP)    \
	VPSRLD     $14, Y0, Y2 \
	VPAND      Y9, Y2, Y2  \
	VPOR       Y10, Y2, Y2 \
	VPSHUFB    Y2, Y7, Y2  \
	VPSRLD     $18, Y0, Y3 \
	VPMADDWD   Y3, Y2, Y2  \
	VCVTDQ2PS  Y2, Y2      \
	VADDPS     Y11, Y2, Y2 \
	VMULPS     Y12, Y2, Y2 \
	VCVTTPS2DQ Y2, Y2      \
	VMOVDQU    Y2, 32(SP)

// ADDROW adds what one of the eight is worth to F of its row, ADDROWS all.
#define ADDROW(I) \
	MOVL I(SP), AX      \
	MOVL (32+I)(SP), BX \
	ADDW BX, (DI)(AX*2)

#define ADDROWS \
	ADDROW(0)  \
	ADDROW(4)  \
	ADDROW(8)  \
	ADDROW(12) \
	ADDROW(16) \
	ADDROW(20) \
	ADDROW(24) \
	ADDROW(28)

// The first of eight words: as many as ones are left where it is read from.
DATA ·firstFew<>+0(SB)/8, $-1
DATA ·firstFew<>+8(SB)/8, $-1
DATA ·firstFew<>+16(SB)/8, $-1
DATA ·firstFew<>+24(SB)/8, $-1
DATA ·firstFew<>+32(SB)/8, $0
DATA ·firstFew<>+40(SB)/8, $0
DATA ·firstFew<>+48(SB)/8, $0
DATA ·firstFew<>+56(SB)/8, $0
GLOBL ·firstFew<>(SB), RODATA|NOPTR, $64

// Eight different rows.
DATA ·eightRows<>+0(SB)/8, $0x0000000100000000
DATA ·eightRows<>+8(SB)/8, $0x0000000300000002
DATA ·eightRows<>+16(SB)/8, $0x0000000500000004
DATA ·eightRows<>+24(SB)/8, $0x0000000700000006
GLOBL ·eightRows<>(SB), RODATA|NOPTR, $32

// AHEAD is how many lists ahead are fetched: lists lie far from each other.
#define AHEAD 16

// func grant2(acc *[roleBlock]uint16, worths *conceptWorth, found *foundTerm, n int, offsets, entries *uint32)
//
// The entries of each list are taken apart eight at a time. Behind the last of a list stand eight different rows that get nothing.
TEXT ·grant2(SB), NOSPLIT, $64-48
	MOVQ acc+0(FP), DI
	MOVQ worths+8(FP), R14
	MOVQ found+16(FP), R11
	MOVQ n+24(FP), R15
	MOVQ offsets+32(FP), R8
	MOVQ entries+40(FP), R13
	ALL(0x3fff, X8, Y8)
	ALL(15, X9, Y9)
	ALL(0x80808000, X10, Y10)
	ALL(0x424a0000, X11, Y11) // 50.5
	ALL(0x3c23d70a, X12, Y12) // 0.01

term:
	CMPQ R15, $AHEAD
	JLE  here
	MOVL (AHEAD*foundTerm__size+foundTerm_cell)(R11), AX
	MOVL (R8)(AX*4), BX
	MOVL 4(R8)(AX*4), CX
	LEAQ (R13)(BX*4), BX
	LEAQ (R13)(CX*4), CX

ahead:
	PREFETCHT0 (BX)
	ADDQ       $64, BX
	CMPQ       BX, CX
	JB         ahead

here:
	MOVL           foundTerm_cell(R11), AX
	MOVL           (R8)(AX*4), SI
	MOVL           4(R8)(AX*4), CX
	SUBQ           SI, CX
	JZ             next
	LEAQ           (R13)(SI*4), SI
	MOVL           foundTerm_worth(R11), AX
	IMUL3Q         $conceptWorth__size, AX, AX
	VBROADCASTI128 conceptWorth_v(R14)(AX*1), Y7
	SUBQ           $8, CX
	JLT            few

eight:
	VMOVDQU (SI), Y0
	GRANTED
	ADDROWS
	ADDQ    $32, SI
	SUBQ    $8, CX
	JGE     eight

few:
	NEGQ       CX
	CMPQ       CX, $8
	JEQ        next
	LEAQ       ·firstFew<>(SB), AX
	VMOVDQU    (AX)(CX*4), Y1
	VPMASKMOVD (SI), Y1, Y0
	VPANDN     ·eightRows<>(SB), Y1, Y1
	VPOR       Y1, Y0, Y0
	GRANTED
	ADDROWS

next:
	ADDQ $foundTerm__size, R11
	DECQ R15
	JNZ  term
	VZEROUPPER
	RET
